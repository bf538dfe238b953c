import Foundation
import Testing

/// Names, times and sizes that are out of the ordinary, and files that change or go away, side by side in one inbox.
@Suite(.timeLimit(.minutes(6)), .watched("inbox.rescan-interval=1s"))
struct InboxContentTests {
    private func inbox() throws -> (watched: InboxWatched, inbox: URL) {
        let watched = try #require(InboxWatched.current)
        return (watched, watched.installation.inbox)
    }

    /// Scenario 26.
    @Test func aNewVersionOfANameIsReportedBesideTheOld() async throws {
        let (watched, _) = try inbox()
        try watched.drop("version.txt")
        try await watched.reported("version.txt")
        try watched.drop("version.txt")
        _ = try await watched.log.events("second version", count: 2) {
            $0.message == "Report published" && $0.path == "version.txt"
        }
        watched.expect("version.txt")
    }

    /// Scenarios 28 and 31: what is claimed is out of the inbox, whatever becomes of its name there.
    @Test func aFileThatIsReplacedWhileInWorkIsReportedAndSoIsTheNewOne() async throws {
        let (watched, inbox) = try inbox()
        try watched.drop("replaced.txt")
        try await watched.claimed("replaced.txt")
        #expect(unlink(inbox.appending(path: "replaced.txt").path) != 0 && errno == ENOENT)
        let newer = try watched.outside("replaced.txt")
        #expect(rename(newer.path, inbox.appending(path: "replaced.txt").path) == 0)
        try await watched.reported("replaced.txt", count: 2)
    }

    /// Scenario 30.
    @Test func aFileThatGoesBeforeItIsTakenLeavesNothingBehind() async throws {
        let (watched, inbox) = try inbox()
        try watched.drop("gone.txt")
        try FileManager.default.removeItem(at: inbox.appending(path: "gone.txt"))
        // That nothing is on record under its name is checked when the suite ends.
        try await watched.looked()
    }

    /// Scenario 37.
    @Test func anEmptyFileIsRejected() async throws {
        let (watched, inbox) = try inbox()
        try Data().write(to: inbox.appending(path: "empty.txt"))
        #expect(try await watched.rejected("empty.txt") == "empty")
    }

    /// Scenario 38: nothing can be added to such a name.
    @Test func aNameOf255BytesIsCutInTheOutboxAndWholeInTheReport() async throws {
        let (watched, _) = try inbox()
        let name = String(repeating: "long name ", count: 25) + "l.txt"
        try #require(name.utf8.count == 255)
        try watched.drop(name)
        #expect(try await watched.reported(name).name == name)
    }

    /// Scenario 39.
    @Test func aNameThatIsNoUTF8IsReportedUnderItsEscapedForm() async throws {
        let (watched, inbox) = try inbox()
        let path = Array(inbox.path.utf8CString.dropLast()) + [47, 98, 97, 100, -1, -2, -128, 46, 116, 120, 116, 0]
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        // File systems that take only UTF-8 refuse it themselves.
        guard descriptor >= 0 else { return }
        let writer = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try writer.write(contentsOf: Data(InboxWatched.text("bad").utf8))
        try writer.close()
        #expect(try await watched.reported("bad\\xFF\\xFE\\x80.txt").name == "bad\\xFF\\xFE\\x80.txt")
        let listing = try await watched.installation.run("documents", "list", "--json", "--limit", "100")
        #expect(listing.exitCode == 0)
        #expect(try JSONSerialization.jsonObject(with: Data(listing.output.utf8)) is [Any])
        #expect(listing.output.contains("bad\\\\xFF\\\\xFE\\\\x80.txt"))
    }

    /// Scenario 40: names that mean something to shells, terminals or other file systems are just names.
    @Test(
        arguments: [
            ["two\nlines.txt"], ["-rf"], ["it's.txt"], ["$(touch injected).txt"], ["\u{1F985} heron.txt"],
            ["caf\u{E9}.txt", "cafe\u{301}.txt"], ["Case.txt", "case.txt"],
        ]
    )
    func strangeNamesAreReportedApart(names: [String]) async throws {
        let (watched, inbox) = try inbox()
        let folder = "strange \(UUID().uuidString)"
        try FileManager.default.createDirectory(
            at: inbox.appending(path: folder),
            withIntermediateDirectories: false
        )
        for name in names {
            // By bytes: Foundation might change how a letter is put together.
            let path = Array("\(inbox.path)/\(folder)/".utf8CString.dropLast()) + Array(name.utf8CString)
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            try #require(descriptor >= 0)
            let writer = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try writer.write(contentsOf: Data(InboxWatched.text("strange").utf8))
            try writer.close()
        }
        let events = try await watched.log.events("\(names)", count: names.count) {
            $0.message == "Report published" && $0.path?.hasPrefix(folder) == true
        }
        let shown = events.compactMap(\.path)
        for path in shown { watched.expect(path) }
        #expect(Set(events.compactMap(\.folder)).count == names.count)
        // As many names by their bytes: `==` of Swift's strings takes both forms of a letter for the same.
        #expect(Set(shown.map { Array($0.utf8) }).count == names.count)
        #expect(shown.allSatisfy { !$0.contains("\n") })
        #expect(!FileManager.default.fileExists(atPath: watched.installation.folder.appending(path: "injected").path))
    }

    /// Scenario 41: only whether the times change matters.
    ///
    /// That the wall clock is never asked is shown by the tests of SettleTracker, which have no other clock than the
    /// one they are given.
    @Test(arguments: [-86_400.0, 0, 4_102_444_800]) func timesInThePastAndTheFutureDoNotMatter(
        time: Double
    ) async throws {
        let (watched, inbox) = try inbox()
        let name = "time \(Int(time)).txt"
        let file = try watched.outside(name)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: time)],
            ofItemAtPath: file.path
        )
        #expect(rename(file.path, inbox.appending(path: name).path) == 0)
        try await watched.reported(name)
    }

    /// Scenario 44: by its size alone; not a byte of the hole is read, and the others around it go on.
    @Test func aHugeFileIsRejectedUnreadAmongSmallOnes() async throws {
        let (watched, inbox) = try inbox()
        let count = InboxDepth.of(3, nightly: 50)
        for number in 1...count / 2 { try watched.drop("small \(number).txt") }
        let huge = open(inbox.appending(path: "huge.bin").path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        #expect(ftruncate(huge, 2 << 30) == 0)
        close(huge)
        for number in (count / 2 + 1)...count { try watched.drop("small \(number).txt") }
        #expect(try await watched.rejected("huge.bin") == "tooLarge")
        for number in 1...count { try await watched.reported("small \(number).txt") }
    }
}
