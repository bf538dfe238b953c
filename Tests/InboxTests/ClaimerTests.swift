import Glibc
import Inbox
import Testing

@Suite(.timeLimit(.minutes(5))) struct ClaimerTests {
    /// An inbox and a spool, on the same file system unless told otherwise.
    struct Bench {
        let folder: TemporaryFolder
        let inbox: SystemPath
        let claimer: Claimer

        init(inboxIn other: TemporaryFolder? = nil) throws {
            folder = try TemporaryFolder()
            inbox = try (other ?? folder).folder("inbox")
            claimer = Claimer(inbox: inbox, spool: folder.path.appending("state").appending("spool"))
            try claimer.prepare()
        }

        func entry(_ name: String) throws -> ScannedEntry {
            try #require(try InboxScanner(root: inbox).scan().entries.first { $0.path.description == name })
        }
    }

    private func claimID() throws -> FileName { try name("d-1") }

    @Test func aDocumentIsClaimedByRenaming() throws {
        let bench = try Bench()
        try make(bench.inbox.appending("sub"))
        try write("text", to: bench.inbox.appending("sub").appending("a.txt"))
        let entry = try bench.entry("sub/a.txt")
        guard case .claimed(let file) = try bench.claimer.claim(entry, as: try claimID()) else {
            Issue.record("not claimed")
            return
        }
        #expect(file.transfer == .renamed)
        #expect(file.original.description == "sub/a.txt")
        #expect(file.identity.isSameContent(as: entry.identity))
        #expect(try text(of: file.path) == "text")
        #expect(try entries(of: bench.inbox.appending("sub")) == [])
        #expect(try bench.claimer.claimedIDs() == [try claimID()])
    }

    @Test func aClaimIsRepeatedAfterACrash() throws {
        let bench = try Bench()
        try write("text", to: bench.inbox.appending("a.txt"))
        let entry = try bench.entry("a.txt")
        let first = try bench.claimer.claim(entry, as: try claimID())
        // The same name again is another document: the repeated claim does not touch it.
        try write("other", to: bench.inbox.appending("a.txt"))
        #expect(try bench.claimer.claim(entry, as: try claimID()) == first)
        #expect(try text(of: bench.inbox.appending("a.txt")) == "other")
    }

    @Test func whatIsNotAsScannedIsNotClaimed() throws {
        let bench = try Bench()
        try write("text", to: bench.inbox.appending("a.txt"))
        let entry = try bench.entry("a.txt")
        try write("longer text", to: bench.inbox.appending("a.txt"))
        #expect(try bench.claimer.claim(entry, as: try claimID()) == .changed)
        try remove(bench.inbox.appending("a.txt"))
        #expect(try bench.claimer.claim(entry, as: try claimID()) == .vanished)
        try makePipe(at: bench.inbox.appending("a.txt"))
        #expect(try bench.claimer.claim(entry, as: try claimID()) == .notRegular(.pipe))
        #expect(try bench.claimer.claimedIDs() == [])
    }

    /// A folder of the inbox that becomes a link must not let the daemon reach files elsewhere.
    @Test func aLinkInPlaceOfAFolderIsNotFollowed() throws {
        let bench = try Bench()
        let elsewhere = try bench.folder.folder("elsewhere")
        try make(bench.inbox.appending("sub"))
        try write("text", to: bench.inbox.appending("sub").appending("a.txt"))
        let entry = try bench.entry("sub/a.txt")
        try hardLink(bench.inbox.appending("sub").appending("a.txt"), to: elsewhere.appending("a.txt"))
        try move(bench.inbox.appending("sub"), to: bench.inbox.appending("was"))
        try symbolicLink(to: elsewhere, at: bench.inbox.appending("sub"))
        #expect(try bench.claimer.claim(entry, as: try claimID()) == .changed)
        #expect(try entries(of: elsewhere) == ["a.txt"])
    }

    @Test func aFileThatIsOpenForWritingIsNotClaimed() throws {
        let bench = try Bench()
        let path = bench.inbox.appending("a.txt")
        let writer = try openForWriting(path)
        try writeText("first half", to: writer)
        let entry = try bench.entry("a.txt")
        #expect(try bench.claimer.claim(entry, as: try claimID()) == .openForWriting)
        close(writer)
        guard case .claimed = try bench.claimer.claim(entry, as: try claimID()) else {
            Issue.record("not claimed once it was closed")
            return
        }
    }

    @Test func anInboxOnAnotherFileSystemIsCopiedFrom() throws {
        guard let other = try otherFileSystem() else { return }
        let bench = try Bench(inboxIn: other)
        try write("text", to: bench.inbox.appending("a.txt"))
        try setModificationTime(of: bench.inbox.appending("a.txt"), to: 1_000_000)
        let entry = try bench.entry("a.txt")
        guard case .claimed(let file) = try bench.claimer.claim(entry, as: try claimID()) else {
            Issue.record("not claimed")
            return
        }
        #expect(file.transfer == .copied)
        #expect(file.identity.modified == FileTime(seconds: 1_000_000))
        #expect(try text(of: file.path) == "text")
        #expect(try entries(of: bench.inbox) == [])
        #expect(try entries(of: bench.claimer.spool) == ["d-1"])
    }

    /// The crash came between the copy and the removal of the original.
    @Test func aRepeatedCopyRemovesTheOriginal() throws {
        guard let other = try otherFileSystem() else { return }
        let bench = try Bench(inboxIn: other)
        try write("text", to: bench.inbox.appending("a.txt"))
        let entry = try bench.entry("a.txt")
        try write("text", to: bench.claimer.spool.appending("d-1"))
        guard case .claimed(let file) = try bench.claimer.claim(entry, as: try claimID()) else {
            Issue.record("not claimed")
            return
        }
        #expect(file.transfer == .copied)
        #expect(try entries(of: bench.inbox) == [])
    }

    @Test func unfinishedCopiesAreRemovedAtTheStart() throws {
        let bench = try Bench()
        try write("half", to: bench.claimer.spool.appending(".copy-d-7"))
        try write("whole", to: bench.claimer.spool.appending("d-8"))
        #expect(try bench.claimer.prepare() == 1)
        #expect(try bench.claimer.claimedIDs().map(\.description) == ["d-8"])
        #expect(try bench.claimer.discard(try name("d-8")))
        #expect(try !bench.claimer.discard(try name("d-8")))
    }

    /// Run as an ordinary user in a process of its own, because nothing is read-only to root.
    @Test func aReadOnlyInboxIsCopiedFromAndLeftAlone() async throws {
        let folder = try TemporaryFolder()
        let place = folder.path.string
        await #expect(processExitsWith: .success) { [place = place as String] in
            let folder = SystemPath(place)
            let inbox = folder.appending("inbox")
            try make(inbox)
            try write("text", to: inbox.appending("a.txt"))
            let state = folder.appending("state")
            try make(state)
            try changeMode(folder, to: 0o755)
            try changeMode(state, to: 0o777)
            try changeMode(inbox, to: 0o555)
            if getuid() == 0 { try #require(setgid(65534) == 0 && setuid(65534) == 0) }
            let claimer = Claimer(inbox: inbox, spool: state.appending("spool"))
            try claimer.prepare()
            let entry = try #require(try InboxScanner(root: inbox).scan().entries.first)
            guard case .claimed(let file) = try claimer.claim(entry, as: try name("d-1")) else { exit(3) }
            guard file.transfer == .copiedAndLeft, try text(of: file.path) == "text" else { exit(4) }
            guard try entries(of: inbox) == ["a.txt"] else { exit(5) }
        }
    }

    /// What is kept in the inbox is copied; its done file says so for the next reader as well.
    @Test func aKeptDocumentIsCopiedAndADoneFileGoesWithTheOneThatIsTaken() throws {
        let bench = try Bench()
        for name in ["a.txt", "a.txt.done"] { try write("text", to: bench.inbox.appending(name)) }
        let entry = try bench.entry("a.txt")
        let keeper = Claimer(
            inbox: bench.inbox,
            spool: bench.claimer.spool,
            keepsOriginals: true,
            doneSuffix: ".done"
        )
        for _ in 1...2 {
            guard case .claimed(let file) = try keeper.claim(entry, as: try claimID()) else {
                Issue.record("not claimed")
                return
            }
            #expect(file.transfer == .copiedAndLeft)
            #expect(try text(of: file.path) == "text")
            #expect(try entries(of: bench.inbox) == ["a.txt", "a.txt.done"])
        }
        try keeper.discard(try claimID())
        let taker = Claimer(inbox: bench.inbox, spool: bench.claimer.spool, doneSuffix: ".done")
        guard case .claimed = try taker.claim(entry, as: try claimID()) else {
            Issue.record("not claimed")
            return
        }
        #expect(try entries(of: bench.inbox) == [])
    }

    /// A file that cannot be read stays where it is until somebody makes it readable.
    @Test func aDocumentThatMayNotBeReadStaysWhereItIs() async throws {
        let folder = try TemporaryFolder()
        let place = folder.path.string
        await #expect(processExitsWith: .success) { [place = place as String] in
            let folder = SystemPath(place)
            try changeMode(folder, to: 0o777)
            let inbox = folder.appending("inbox")
            try make(inbox)
            try write("text", to: inbox.appending("a.txt"))
            try changeMode(inbox, to: 0o777)
            try changeMode(inbox.appending("a.txt"), to: 0)
            if getuid() == 0 { try #require(setgid(65534) == 0 && setuid(65534) == 0) }
            let claimer = Claimer(inbox: inbox, spool: folder.appending("spool"))
            try claimer.prepare()
            let entry = try #require(try InboxScanner(root: inbox).scan().entries.first)
            guard case .unreadable = try claimer.claim(entry, as: try name("d-1")) else { exit(3) }
            guard try claimer.claimedIDs().isEmpty else { exit(4) }
            guard try entries(of: inbox) == ["a.txt"] else { exit(5) }
        }
    }
}

/// A folder on another file system than the usual temporary one; `nil`, said aloud, when there is none.
func otherFileSystem() throws -> TemporaryFolder? {
    let usual = try TemporaryFolder()
    guard access("/dev/shm", W_OK) == 0 else {
        print("SKIPPED: no second file system at /dev/shm")
        return nil
    }
    let other = try TemporaryFolder(in: "/dev/shm")
    guard identity(of: usual.path)?.device != identity(of: other.path)?.device else {
        print("SKIPPED: /dev/shm is on the same file system as the temporary folder")
        return nil
    }
    return other
}
