import Glibc
import Inbox
import Testing

@Suite struct DisposerTests {
    /// A spool, and the two folders where documents go.
    struct Bench {
        let folder: TemporaryFolder
        let disposer: Disposer

        // `other` is where `processed/` and `rejected/` are, if not beside the spool.
        init(targetsIn other: TemporaryFolder? = nil) throws {
            folder = try TemporaryFolder()
            _ = try folder.folder("spool")
            let targets = (other ?? folder).path
            disposer = Disposer(processed: targets.appending("processed"), rejected: targets.appending("rejected"))
        }

        /// A claimed document of this content.
        func claimed(_ original: String, id: String, _ content: String = "text") throws -> ClaimedFile {
            try claimed(try name(original), id: id, content)
        }

        func claimed(_ original: FileName, id: String, _ content: String = "text") throws -> ClaimedFile {
            let path = folder.path.appending("spool").appending(id)
            try write(content, to: path)
            return ClaimedFile(
                id: try name(id),
                path: path,
                original: RelativePath(original),
                identity: try #require(identity(of: path)),
                transfer: .renamed
            )
        }
    }

    private let reason = Array(#"{"id":"d-1","code":"encrypted"}"#.utf8)

    @Test func anOriginalIsMovedUnderItsName() throws {
        let bench = try Bench()
        let file = try bench.claimed("a.pdf", id: "0123456789")
        #expect(try bench.disposer.dispose(of: file, by: .move) == bench.disposer.processed.appending("a.pdf"))
        #expect(try text(of: bench.disposer.processed.appending("a.pdf")) == "text")
        #expect(identity(of: file.path) == nil)
    }

    @Test func aTakenNameGetsAPartOfTheID() throws {
        let bench = try Bench()
        for (id, content) in [("0123456789", "one"), ("abcdefghij", "two"), ("abcdefghzz", "three")] {
            _ = try bench.disposer.dispose(of: try bench.claimed("a.pdf", id: id, content), by: .move)
        }
        #expect(
            try entries(of: bench.disposer.processed) == ["a--abcdefgh.pdf", "a--abcdefghzz.pdf", "a.pdf"]
        )
        #expect(try text(of: bench.disposer.processed.appending("a.pdf")) == "one")
        #expect(try text(of: bench.disposer.processed.appending("a--abcdefghzz.pdf")) == "three")
    }

    @Test func disposingAgainAfterACrashFindsWhatWasDone() throws {
        let bench = try Bench()
        let first = try bench.claimed("a.pdf", id: "0123456789", "first one")
        let second = try bench.claimed("a.pdf", id: "abcdefghij", "second")
        _ = try bench.disposer.dispose(of: first, by: .move)
        let path = try bench.disposer.dispose(of: second, by: .move)
        #expect(try bench.disposer.dispose(of: second, by: .move) == path)
        #expect(try entries(of: bench.disposer.processed).count == 2)
        try remove(try #require(path))
        #expect(try bench.disposer.dispose(of: second, by: .move) == nil)
    }

    @Test func anOriginalIsDeletedOrKeptAsAsked() throws {
        let bench = try Bench()
        let file = try bench.claimed("a.pdf", id: "0123456789")
        #expect(try bench.disposer.dispose(of: file, by: .delete) == nil)
        #expect(identity(of: file.path) == nil)
        #expect(try bench.disposer.dispose(of: file, by: .delete) == nil)
        // What is kept is in the inbox; what was claimed is a copy.
        let copy = try bench.claimed("b.pdf", id: "abcdefghij")
        #expect(try bench.disposer.dispose(of: copy, by: .keep) == nil)
        #expect(identity(of: copy.path) == nil)
        #expect(try bench.disposer.dispose(of: copy, by: .keep) == nil)
    }

    @Test func anOriginalIsCopiedToAnotherFileSystemOnce() throws {
        guard let other = try otherFileSystem() else { return }
        let bench = try Bench(targetsIn: other)
        let file = try bench.claimed("a.pdf", id: "0123456789")
        _ = try bench.disposer.dispose(of: file, by: .move)
        // The crash came before the original was removed: a copy of it is there again.
        try write("text", to: file.path)
        let copied = try #require(identity(of: bench.disposer.processed.appending("a.pdf")))
        #expect(copied.modified == file.identity.modified)
        let times = [timespec(tv_sec: Int(copied.modified.seconds), tv_nsec: Int(copied.modified.nanoseconds))]
        #expect(withCString(file.path) { utimensat(AT_FDCWD, $0, times + times, 0) } == 0)
        _ = try bench.disposer.dispose(of: file, by: .move)
        #expect(try entries(of: bench.disposer.processed) == ["a.pdf"])
        #expect(identity(of: file.path) == nil)
        // Another content under the name is another document.
        let second = try bench.claimed("a.pdf", id: "abcdefghij", "TEXT")
        _ = try bench.disposer.dispose(of: second, by: .move)
        #expect(try entries(of: bench.disposer.processed) == ["a--abcdefgh.pdf", "a.pdf"])
    }

    @Test func aLongNameStaysWithinTheLimit() throws {
        let bench = try Bench()
        // 3 bytes each, so the limit falls inside a character.
        let long = try name(String(repeating: "\u{20AC}", count: 83) + ".txt")
        _ = try bench.disposer.dispose(of: try bench.claimed(long, id: "0123456789"), by: .move)
        let path = try #require(try bench.disposer.dispose(of: try bench.claimed(long, id: "abcdefghij"), by: .move))
        let shown = try #require(path.name?.description)
        #expect(shown.hasSuffix("\u{20AC}--abcdefgh.txt"))
        #expect(shown.utf8.count <= 255)
        let rejected = try bench.disposer.reject(try bench.claimed(long, id: "klmnopqrst"), reason: reason)
        #expect(rejected.reason?.name?.description.hasSuffix("\u{20AC}--klmnopqr.txt.reason.json") == true)
        #expect(try text(of: try #require(rejected.path)) == "text")
    }

    @Test func aRejectedDocumentLiesBesideItsReason() throws {
        let bench = try Bench()
        let file = try bench.claimed("a.pdf", id: "0123456789")
        let rejected = try bench.disposer.reject(file, reason: reason)
        #expect(rejected.path == bench.disposer.rejected.appending("a.pdf"))
        #expect(rejected.reason == bench.disposer.rejected.appending("a.pdf.reason.json"))
        #expect(try text(of: try #require(rejected.reason)) == String(decoding: reason, as: UTF8.self))
        // Again, after a crash.
        #expect(try bench.disposer.reject(file, reason: reason) == rejected)
        #expect(try entries(of: bench.disposer.rejected) == ["a.pdf", "a.pdf.reason.json"])
    }

    /// The crash came between the reason and the document.
    @Test func aRejectionIsContinued() throws {
        let bench = try Bench()
        let file = try bench.claimed("a.pdf", id: "0123456789")
        try make(bench.disposer.rejected)
        try write(String(decoding: reason, as: UTF8.self), to: bench.disposer.rejected.appending("a.pdf.reason.json"))
        try write("half", to: bench.disposer.rejected.appending(".reason-0123456789"))
        _ = try bench.disposer.reject(file, reason: reason)
        #expect(
            try entries(of: bench.disposer.rejected).filter { !$0.hasPrefix(".") } == ["a.pdf", "a.pdf.reason.json"]
        )
    }

    @Test func aRejectionOverwritesNothing() throws {
        let bench = try Bench()
        _ = try bench.disposer.reject(try bench.claimed("a.pdf", id: "0123456789", "one"), reason: reason)
        let other = Array(#"{"id":"d-2"}"#.utf8)
        let second = try bench.disposer.reject(try bench.claimed("a.pdf", id: "abcdefghij", "two"), reason: other)
        #expect(second.path?.name?.description == "a--abcdefgh.pdf")
        #expect(try text(of: bench.disposer.rejected.appending("a.pdf")) == "one")
        // A document that is called like the reason of another.
        _ = try bench.disposer.reject(try bench.claimed("b.reason.json", id: "1111111111"), reason: Array("1".utf8))
        let third = try bench.disposer.reject(try bench.claimed("b", id: "2222222222"), reason: Array("2".utf8))
        #expect(third.path?.name?.description == "b--22222222")
        #expect(try text(of: bench.disposer.rejected.appending("b.reason.json")) == "text")
    }

    @Test func aLinkIsRejectedItselfAndAPipeIsNotOpened() throws {
        let bench = try Bench()
        let inbox = try bench.folder.folder("inbox")
        try write("secret", to: bench.folder.path.appending("outside"))
        try symbolicLink(to: bench.folder.path.appending("outside"), at: inbox.appending("link"))
        try makePipe(at: inbox.appending("pipe"))
        for entry in try InboxScanner(root: inbox).scan().entries {
            let rejected = try bench.disposer.reject(entry, in: inbox, id: try name("d-1"), reason: reason)
            let moved = try #require(rejected.path.flatMap(identity(of:)))
            #expect(moved.isSameFile(as: entry.identity))
            #expect(!rejected.remainsInInbox)
        }
        #expect(try entries(of: inbox) == [])
        #expect(try text(of: bench.folder.path.appending("outside")) == "secret")
    }

    @Test func anEntryThatIsGoneLeavesNoReason() throws {
        let bench = try Bench()
        let inbox = try bench.folder.folder("inbox")
        try write("", to: inbox.appending("empty"))
        let entry = try #require(try InboxScanner(root: inbox).scan().entries.first)
        try remove(inbox.appending("empty"))
        let rejected = try bench.disposer.reject(entry, in: inbox, id: try name("d-1"), reason: reason)
        #expect(rejected.path == nil)
        #expect(rejected.reason == nil)
        #expect(!rejected.remainsInInbox)
    }

    @Test func whatCannotBeRenamedStaysInTheInboxBesideItsReason() throws {
        guard let other = try otherFileSystem() else { return }
        let bench = try Bench()
        let inbox = try other.folder("inbox")
        try makePipe(at: inbox.appending("pipe"))
        let entry = try #require(try InboxScanner(root: inbox).scan().entries.first)
        for _ in 1...2 {
            let rejected = try bench.disposer.reject(entry, in: inbox, id: try name("d-1"), reason: reason)
            #expect(rejected.remainsInInbox)
        }
        #expect(try entries(of: bench.disposer.rejected) == ["pipe.reason.json"])
        #expect(try entries(of: inbox) == ["pipe"])
    }
}
