import Testing

@testable import Inbox

/// Counting what is in the inbox agrees with listing it.
@Suite struct InboxTallyTests {
    @Test func theCountsAreThoseOfTheScan() throws {
        let folder = try TemporaryFolder()
        let sub = try folder.folder("sub")
        try make(sub.appending("deep"))
        for name in ["b.txt", "a.txt", "c.txt", ".hidden", "half.part"] {
            try write("12345", to: folder.path.appending(name))
        }
        try write("12345", to: sub.appending("d.txt"))
        try write("123456789", to: folder.path.appending("large.txt"))
        let scanner = InboxScanner(
            root: folder.path,
            options: ScanOptions(maximumDepth: 1, maximumSize: 8)
        )
        let (scan, tally) = (try scanner.scan(), try scanner.tally(limit: 3))
        #expect(tally.ignored == scan.ignored.count && tally.ignored == 2)
        #expect(tally.waiting == scan.entries.count - 2)
        // The large file, and the folder that lies too deep.
        #expect(tally.refused == 2)
        #expect(tally.waitingBytes == 20 && tally.folders == 2)
        let waiting = scan.entries.filter { entry in !scan.ignored.contains(entry) }.map(\.path).sorted()
        #expect(tally.first.map(\.path) == Array(waiting.prefix(3)))
        let candidates = scan.entries.filter { $0.verdict == .candidate }
        #expect(tally.oldest?.changed == candidates.map(\.identity.changed).min())
    }

    @Test func whatHadToStayIsNotCountedAsWaiting() throws {
        let folder = try TemporaryFolder()
        for name in ["a.txt", "b.txt"] { try write("1", to: folder.path.appending(name)) }
        let left = try #require(RelativePath(bytes: Array("a.txt".utf8)))
        let tally = try InboxScanner(root: folder.path).tally(leaving: [left])
        #expect(tally.waiting == 1 && tally.left == 1 && tally.oldest?.path.description == "b.txt")
    }

    @Test func anInboxThatIsNotThereIsAnError() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: InboxError.self) {
            try InboxScanner(root: folder.path.appending("none")).tally()
        }
        #expect(error?.code == .notFound)
    }
}
