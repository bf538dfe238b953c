import Glibc
import Inbox
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(6))) struct FolderPublisherTests {
    static func publication(
        _ document: FileName? = FileName("a.pdf"),
        id: String = "0123456789abcdef"
    ) throws -> Publication {
        Publication(
            id: try name(id),
            shortID: String(id.prefix(8)),
            document: try #require(document),
            files: try ["report.json", "report.html", "layer.json"]
                .map {
                    Publication.File(name: try name($0), bytes: Array("content of \($0)".utf8))
                }
        )
    }

    /// What a reader of the outbox sees, with the files of each folder.
    private func visible(_ outbox: SystemPath) throws -> [String: [String]] {
        let names = try entries(of: outbox).filter { !$0.hasPrefix(".") }
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                (name, try entries(of: outbox.appending(name)).filter { !$0.hasPrefix(".") })
            }
        )
    }

    private let whole = ["a.pdf--01234567": ["layer.json", "report.html", "report.json"]]

    @Test(arguments: FolderPublisher.Durability.allCases)
    func aFolderIsPublishedWhole(_ durability: FolderPublisher.Durability) throws {
        let folder = try TemporaryFolder()
        let publisher = FolderPublisher(outbox: folder.path.appending("outbox"), durability: durability)
        try publisher.prepare()
        let published = try publisher.publish(try Self.publication())
        #expect(try visible(publisher.outbox) == whole)
        #expect(try entries(of: publisher.outbox) == ["a.pdf--01234567"])
        #expect(try text(of: published.path.appending("report.json")) == "content of report.json")
        #expect(published.fsyncs == (durability == .eachFile ? 5 : 3))
        #expect(!published.wasPublished)
    }

    @Test func publishingAgainFindsTheFolder() throws {
        let folder = try TemporaryFolder()
        let publisher = FolderPublisher(outbox: folder.path)
        #expect(try publisher.published(try Self.publication()) == nil)
        let first = try publisher.publish(try Self.publication())
        let second = try publisher.publish(try Self.publication())
        #expect(second.path == first.path)
        #expect(second.wasPublished)
        #expect(try publisher.published(try Self.publication()) == first.path)
        #expect(try visible(folder.path) == whole)
    }

    @Test func aFolderOfThatNameThatIsSomebodyElsesStays() throws {
        let folder = try TemporaryFolder()
        try make(folder.path.appending("a.pdf--01234567"))
        try write("mine", to: folder.path.appending("a.pdf--01234567").appending("notes.txt"))
        let publisher = FolderPublisher(outbox: folder.path)
        let published = try publisher.publish(try Self.publication())
        #expect(published.name.description == "a.pdf--0123456789abcdef")
        #expect(try text(of: folder.path.appending("a.pdf--01234567").appending("notes.txt")) == "mine")
        #expect(try publisher.publish(try Self.publication()).path == published.path)
    }

    /// A step that fails leaves nothing visible, and gives the space back.
    @Test func aFailureAtAnyStepShowsNothingAndIsRepeated() throws {
        for target in 1... {
            let folder = try TemporaryFolder()
            let count = Mutex(0)
            let failing = FolderPublisher(outbox: folder.path) { (step) throws(InboxError) in
                let isDue = count.withLock { count in
                    count += 1
                    return count == target
                }
                if isDue { throw InboxError(.noSpace, during: "\(step)", path: "outbox", systemError: ENOSPC) }
            }
            guard (try? failing.publish(try Self.publication())) == nil else {
                #expect(target > 8, "the sweep ended before it had begun")
                return
            }
            let shown = try visible(folder.path)
            #expect(shown.isEmpty || shown == whole)
            #expect(try entries(of: folder.path).allSatisfy { !$0.hasPrefix(".") })
            _ = try FolderPublisher(outbox: folder.path).publish(try Self.publication())
            #expect(try visible(folder.path) == whole)
        }
    }

    /// kill -9 before each step: a reader sees nothing or the whole folder, and the next start ends with exactly one.
    @Test func aKillAtAnyStepEndsInOneWholeFolder() async throws {
        for target in 1...10 {
            let folder = try TemporaryFolder()
            let outbox = folder.path.string
            await #expect(processExitsWith: .signal(SIGKILL)) { [outbox = outbox as String, target = target as Int] in
                let count = Mutex(0)
                let dying = FolderPublisher(outbox: SystemPath(outbox)) { (_) throws(InboxError) in
                    let isDue = count.withLock { count in
                        count += 1
                        return count == target
                    }
                    if isDue { kill(getpid(), SIGKILL) }
                }
                _ = try dying.publish(try Self.publication())
                // Past the last step.
                kill(getpid(), SIGKILL)
            }
            let shown = try visible(folder.path)
            #expect(shown.isEmpty || shown == whole, "killed before step \(target)")
            let publisher = FolderPublisher(outbox: folder.path)
            try publisher.prepare()
            #expect(try entries(of: folder.path).allSatisfy { !$0.hasPrefix(".") })
            _ = try publisher.publish(try Self.publication())
            #expect(try entries(of: folder.path) == ["a.pdf--01234567"])
            #expect(try visible(folder.path) == whole)
        }
    }

    /// Two daemons may share an outbox: the one that starts must not remove what the other is building.
    @Test func aStagingFolderInUseIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        let other = FolderPublisher(outbox: folder.path)
        let removed = Mutex<[Int]>([])
        let publisher = FolderPublisher(outbox: folder.path) { (step) throws(InboxError) in
            guard case .synchronizeStaging = step else { return }
            let count = try other.prepare()
            removed.withLock { $0.append(count) }
        }
        _ = try publisher.publish(try Self.publication())
        #expect(removed.withLock { $0 } == [0])
        #expect(try visible(folder.path) == whole)
    }

    struct NameCase: Sendable, CustomTestStringConvertible {
        let document: [UInt8]
        let folder: String
        var testDescription: String { folder }
    }

    @Test(arguments: [
        NameCase(document: Array("Q3 report.pdf".utf8), folder: "Q3 report.pdf--01234567"),
        NameCase(document: Array("--help".utf8), folder: "help--01234567"),
        NameCase(document: Array("..x".utf8), folder: "x--01234567"),
        NameCase(document: [0xFF, 0xFE, 0x80], folder: "___--01234567"),
        NameCase(document: Array("a\nb:c\\d|e.txt".utf8), folder: "a_b_c_d_e.txt--01234567"),
        NameCase(document: Array("\u{202E}fdp.exe".utf8), folder: "_fdp.exe--01234567"),
        NameCase(document: Array("...".utf8), folder: "document--01234567"),
        NameCase(document: Array("bear \u{1F43B}.md".utf8), folder: "bear \u{1F43B}.md--01234567"),
        NameCase(
            document: Array(String(repeating: "\u{20AC}", count: 85).utf8),
            folder: String(repeating: "\u{20AC}", count: 81) + "--01234567"
        ),
    ])
    func aFolderNameIsSafe(_ example: NameCase) throws {
        let publication = try Self.publication(FileName(bytes: example.document))
        #expect(publication.names[0].description == example.folder)
        #expect(publication.names.allSatisfy { $0.bytes.count <= 255 })
    }
}
