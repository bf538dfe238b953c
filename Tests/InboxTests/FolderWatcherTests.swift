import Glibc
import Inbox
import Testing

/// Every test awaits the hint that the watcher owes it; one that never comes is a failure by the time limit.
@Suite(.timeLimit(.minutes(5))) struct FolderWatcherTests {
    /// A watched inbox whose first hint has been taken.
    final class Bench {
        let folder: TemporaryFolder
        let inbox: SystemPath
        let watcher: FolderWatcher
        private var hints: FolderHints.Iterator

        init() async throws {
            folder = try TemporaryFolder()
            inbox = try folder.folder("inbox")
            watcher = try FolderWatcher(root: inbox)
            hints = watcher.hints.makeAsyncIterator()
            #expect(await next() == .changed)
        }

        func next() async -> FolderHint? {
            var iterator = hints
            return await iterator.next()
        }

        /// Waits for hints until the scan shows a file; the scan decides, the hints only say when to look.
        func found(_ path: String) async throws {
            while let hint = await next() {
                #expect(hint == .changed)
                if try paths().contains(path) { return }
            }
            Issue.record("the hints ended before \(path) was found")
        }

        func paths() throws -> [String] {
            try InboxScanner(root: inbox).scan().entries.map(\.path.description).sorted()
        }
    }

    struct Drop: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: String
        let run: @Sendable (_ outside: SystemPath, _ inbox: SystemPath) throws -> Void
    }

    static let drops = [
        Drop(testDescription: "cp", path: "a.txt") { _, inbox in
            try write("text", to: inbox.appending("a.txt"))
        },
        Drop(testDescription: "mv", path: "a.txt") { outside, inbox in
            try write("text", to: outside.appending("a.txt"))
            try move(outside.appending("a.txt"), to: inbox.appending("a.txt"))
        },
        Drop(testDescription: "rsync", path: "a.txt") { _, inbox in
            try write("text", to: inbox.appending(".a.txt.X1"))
            try move(inbox.appending(".a.txt.X1"), to: inbox.appending("a.txt"))
        },
        Drop(testDescription: "ln, which makes no CLOSE_WRITE", path: "hard.txt") { outside, inbox in
            try write("text", to: outside.appending("a.txt"))
            try hardLink(outside.appending("a.txt"), to: inbox.appending("hard.txt"))
        },
        Drop(testDescription: "ln -s", path: "link") { outside, inbox in
            try symbolicLink(to: outside, at: inbox.appending("link"))
        },
        Drop(testDescription: "mkfifo", path: "pipe") { _, inbox in
            try makePipe(at: inbox.appending("pipe"))
        },
        Drop(testDescription: "mv of a folder, which makes no event for its files", path: "dir/3.txt") {
            outside,
            inbox in
            try make(outside.appending("dir"))
            for name in ["1.txt", "2.txt", "3.txt"] { try write("x", to: outside.appending("dir").appending(name)) }
            try move(outside.appending("dir"), to: inbox.appending("dir"))
        },
        Drop(testDescription: "mkdir -p a/b/c and cp at once", path: "a/b/c/q.txt") { _, inbox in
            var folder = inbox
            for name in ["a", "b", "c"] {
                folder = folder.appending(name)
                try make(folder)
            }
            try write("x", to: folder.appending("q.txt"))
        },
        Drop(testDescription: "a name that is not UTF-8", path: "\\xFF\\xFE\\x80") { _, inbox in
            try write("x", to: SystemPath(bytes: inbox.bytes + [UInt8(ascii: "/"), 0xFF, 0xFE, 0x80]))
        },
        Drop(testDescription: "a name with a newline", path: "-rf\\x0Ax.txt") { _, inbox in
            try write("x", to: inbox.appending("-rf\nx.txt"))
        },
        Drop(testDescription: "a name of 255 bytes", path: String(repeating: "n", count: 255)) { _, inbox in
            try write("x", to: inbox.appending(String(repeating: "n", count: 255)))
        },
    ]

    @Test(arguments: drops) func aDropIsHinted(_ drop: Drop) async throws {
        let bench = try await Bench()
        try drop.run(try bench.folder.folder("outside"), bench.inbox)
        try await bench.found(drop.path)
    }

    @Test func aFolderThatCameIsWatchedItself() async throws {
        let bench = try await Bench()
        let outside = try bench.folder.folder("outside")
        try make(outside.appending("dir"))
        try make(outside.appending("dir").appending("sub"))
        try write("x", to: outside.appending("dir").appending("sub").appending("1.txt"))
        try move(outside.appending("dir"), to: bench.inbox.appending("dir"))
        try await bench.found("dir/sub/1.txt")
        try write("x", to: bench.inbox.appending("dir").appending("sub").appending("2.txt"))
        try await bench.found("dir/sub/2.txt")
        // And under its new name, when it moves within the inbox.
        try move(bench.inbox.appending("dir"), to: bench.inbox.appending("moved"))
        try await bench.found("moved/sub/2.txt")
        try write("x", to: bench.inbox.appending("moved").appending("sub").appending("3.txt"))
        try await bench.found("moved/sub/3.txt")
    }

    @Test func chmodIsHinted() async throws {
        let bench = try await Bench()
        try write("x", to: bench.inbox.appending("a.txt"))
        try await bench.found("a.txt")
        try changeMode(bench.inbox.appending("a.txt"), to: 0o600)
        #expect(await bench.next() == .changed)
    }

    /// What is ignored, and the daemon's own claims, make no hint: the next hint is that of the marker.
    @Test func ignoredNamesAndClaimsMakeNoHint() async throws {
        let bench = try await Bench()
        try write("x", to: bench.inbox.appending("a.txt"))
        try await bench.found("a.txt")
        let claimer = Claimer(inbox: bench.inbox, spool: bench.folder.path.appending("spool"))
        try claimer.prepare()
        let entry = try #require(try InboxScanner(root: bench.inbox).scan().entries.first)
        _ = try claimer.claim(entry, as: try name("d-1"))
        try write("x", to: bench.inbox.appending("b.part"))
        bench.watcher.stop()
        var rest: [FolderHint] = []
        while let hint = await bench.next() { rest.append(hint) }
        // The writing of a.txt makes two events, of which the second may have come after the first was found.
        #expect(rest.count <= 1)
    }

    @Test func aRemovedInboxIsFoundAgainWhenItIsVerified() async throws {
        let bench = try await Bench()
        try remove(bench.inbox)
        #expect(await bench.next() == .lostWatch)
        #expect(throws: InboxError.self) { try bench.paths() }
        try make(bench.inbox)
        bench.watcher.verify()
        #expect(await bench.next() == .changed)
        try write("x", to: bench.inbox.appending("a.txt"))
        try await bench.found("a.txt")
    }

    @Test func anInboxThatIsReplacedAtOnceIsWatchedAtOnce() async throws {
        let bench = try await Bench()
        let other = try bench.folder.folder("other")
        try write("x", to: other.appending("a.txt"))
        // One step for the kernel: there is no moment without an inbox.
        try move(other, to: bench.inbox)
        #expect(await bench.next() == .lostWatch)
        try await bench.found("a.txt")
        try write("x", to: bench.inbox.appending("b.txt"))
        try await bench.found("b.txt")
    }

    @Test func anInboxThatIsRenamedAwayAndBackIsWatchedAgain() async throws {
        let bench = try await Bench()
        let away = bench.folder.path.appending("away")
        try move(bench.inbox, to: away)
        #expect(await bench.next() == .lostWatch)
        try write("x", to: away.appending("a.txt"))
        try move(away, to: bench.inbox)
        bench.watcher.verify()
        try await bench.found("a.txt")
        try write("x", to: bench.inbox.appending("b.txt"))
        try await bench.found("b.txt")
    }

    @Test func anInboxThatComesLaterIsWatched() async throws {
        let folder = try TemporaryFolder()
        let inbox = folder.path.appending("inbox")
        let watcher = try FolderWatcher(root: inbox)
        var hints = watcher.hints.makeAsyncIterator()
        #expect(await hints.next() == .lostWatch)
        #expect(await hints.next() == .changed)
        try make(inbox)
        watcher.verify()
        #expect(await hints.next() == .changed)
        try write("x", to: inbox.appending("a.txt"))
        #expect(await hints.next() == .changed)
    }

    /// With no descriptor left for inotify there is one warning, and watching begins once there is one again.
    @Test func withoutInotifyThereIsOneWarning() async throws {
        let folder = try TemporaryFolder()
        let place = folder.path.string
        await #expect(processExitsWith: .success) { [place = place as String] in
            let folder = SystemPath(place)
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
            let generous = limit
            // The next two descriptors are the watcher's own eventfd and, too much, its inotify.
            let probe = dup(0)
            close(probe)
            limit.rlim_cur = rlim_t(probe) + 1
            setrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
            let watcher = try FolderWatcher(root: folder)
            var hints = watcher.hints.makeAsyncIterator()
            guard case .unavailable(let error) = await hints.next(), error.code == .exhausted else { exit(3) }
            guard await hints.next() == .changed else { exit(4) }
            watcher.verify()
            limit = generous
            setrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
            watcher.verify()
            guard await hints.next() == .changed else { exit(5) }
            try write("x", to: folder.appending("a.txt"))
            guard await hints.next() == .changed else { exit(6) }
            watcher.stop()
        }
    }

    @Test func theHintsEndWhenTheWatcherStopsAndWhenTheReaderIsCancelled() async throws {
        let bench = try await Bench()
        let watcher = bench.watcher
        let reader = Task {
            var count = 0
            for await _ in watcher.hints { count += 1 }
            return count
        }
        reader.cancel()
        #expect(await reader.value == 0)
        watcher.stop()
        watcher.stop()
        #expect(await bench.next() == nil)
    }

    /// However much happens while nobody reads, one hint of each kind waits.
    @Test func hintsAreMerged() async throws {
        let bench = try await Bench()
        for index in 0..<500 { try write("x", to: bench.inbox.appending("\(index).txt")) }
        bench.watcher.verify()
        bench.watcher.stop()
        var count = 0
        while await bench.next() != nil { count += 1 }
        #expect(count <= 1)
    }
}
