import Glibc
import Inbox
import Testing

@Suite struct InboxScannerTests {
    private func verdicts(
        _ root: SystemPath,
        _ options: ScanOptions = ScanOptions()
    ) throws -> [String: ScannedEntry.Verdict] {
        let scan = try InboxScanner(root: root, options: options).scan()
        return Dictionary(uniqueKeysWithValues: scan.entries.map { ($0.path.description, $0.verdict) })
    }

    @Test func everyKindOfEntryGetsItsVerdict() throws {
        let folder = try TemporaryFolder()
        let inbox = try folder.folder("inbox")
        try write("secret", to: folder.path.appending("outside"))
        try write("text", to: inbox.appending("a.txt"))
        try write("", to: inbox.appending("empty.txt"))
        try write(String(repeating: "x", count: 100), to: inbox.appending("large.txt"))
        try write("text", to: inbox.appending("b.part"))
        try symbolicLink(to: folder.path.appending("outside"), at: inbox.appending("link"))
        try symbolicLink(to: folder.path, at: inbox.appending("folder-link"))
        try makePipe(at: inbox.appending("pipe"))
        try hardLink(folder.path.appending("outside"), to: inbox.appending("hard"))
        #expect(
            try verdicts(inbox, ScanOptions(maximumSize: 50)) == [
                "a.txt": .candidate,
                "b.part": .ignored(pattern: "*.part"),
                "empty.txt": .candidate,
                "folder-link": .refused(.symbolicLink),
                "hard": .candidate,
                "large.txt": .refused(.tooLarge(limit: 50)),
                "link": .refused(.symbolicLink),
                "pipe": .refused(.pipe),
            ]
        )
    }

    @Test func subfoldersAreScannedDownToTheLimit() throws {
        let inbox = try TemporaryFolder()
        let a = try inbox.folder("a")
        try make(a.appending("b"))
        try make(a.appending("b").appending("c"))
        try make(inbox.path.appending(".hidden"))
        try write("x", to: inbox.path.appending(".hidden").appending("x.txt"))
        try write("x", to: a.appending("b").appending("x.txt"))
        try write("x", to: a.appending("b").appending("c").appending("x.txt"))
        #expect(
            try verdicts(inbox.path, ScanOptions(maximumDepth: 2)) == [
                ".hidden": .ignored(pattern: ".*"),
                "a/b/x.txt": .candidate,
                "a/b/c": .refused(.tooDeep(limit: 2)),
            ]
        )
        #expect(try verdicts(inbox.path)["a/b/c/x.txt"] == .candidate)
    }

    @Test func namesThatAreNotTextAreFound() throws {
        let inbox = try TemporaryFolder()
        let names = [
            [0xFF, 0xFE, 0x80], Array("-rf\nx.txt".utf8), Array(repeating: UInt8(ascii: "n"), count: 255),
            Array("$(x) ' \u{1F43B}".utf8), Array("\u{E9}".utf8), Array("e\u{301}".utf8),
        ]
        for bytes in names { try write("x", to: inbox.path.appending(try #require(FileName(bytes: bytes)))) }
        let found = try InboxScanner(root: inbox.path).scan().entries
        #expect(Set(found.map(\.path.bytes)) == Set(names))
        #expect(found.allSatisfy { $0.verdict == .candidate })
    }

    @Test func aFileFromTheFutureOrFrom1970IsACandidate() throws {
        let inbox = try TemporaryFolder()
        for (index, seconds) in [0, -1, 4_000_000_000, 253_402_300_799].enumerated() {
            try write("x", to: inbox.path.appending("\(index).txt"))
            try setModificationTime(of: inbox.path.appending("\(index).txt"), to: seconds)
        }
        #expect(
            try InboxScanner(root: inbox.path).scan().entries.map(\.verdict) == Array(repeating: .candidate, count: 4)
        )
    }

    @Test func anInboxThatIsNotThereIsAnError() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: InboxError.self) { try InboxScanner(root: folder.path.appending("no")).scan() }
        #expect(error?.code == .notFound)
        #expect(error?.isTransient == true)
    }

    @Test func aReplacedInboxHasAnotherIdentity() throws {
        let folder = try TemporaryFolder()
        let inbox = try folder.folder("inbox")
        let before = try InboxScanner(root: inbox).scan().rootIdentity
        // Renamed rather than removed: a file system may give a freed inode out again at once.
        try move(inbox, to: folder.path.appending("old"))
        try make(inbox)
        #expect(try !InboxScanner(root: inbox).scan().rootIdentity.isSameFile(as: before))
    }

    @Test func aDocumentWithoutItsDoneFileIsNotWholeYet() throws {
        let folder = try TemporaryFolder()
        let inbox = folder.path
        for name in ["a.pdf", "a.pdf.done", "b.pdf", ".done", "c.done.done"] {
            try write("text", to: inbox.appending(name))
        }
        let found = try InboxScanner(root: inbox, options: ScanOptions(doneSuffix: ".done")).scan().entries
        let verdicts = Dictionary(uniqueKeysWithValues: found.map { ($0.path.description, $0.verdict) })
        #expect(verdicts["a.pdf"] == .candidate)
        #expect(verdicts["b.pdf"] == .unfinished)
        #expect(verdicts["a.pdf.done"] == .ignored(pattern: "*.done"))
        #expect(verdicts["c.done.done"] == .ignored(pattern: "*.done"))
        var tracker = SettleTracker(delay: .zero)
        #expect(tracker.observe(found, at: .zero).settled.map(\.path.description) == ["a.pdf"])
    }
}
