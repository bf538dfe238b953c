import Inbox
import Testing

@Suite struct SettleTrackerTests {
    private func entry(
        _ path: String,
        inode: UInt64 = 1,
        size: Int64 = 10,
        modified: Int64 = 100,
        changed: Int64 = 100,
        verdict: ScannedEntry.Verdict = .candidate
    ) throws -> ScannedEntry {
        ScannedEntry(
            path: try #require(RelativePath(bytes: Array(path.utf8))),
            identity: FileIdentity(
                device: 1,
                inode: inode,
                size: size,
                modified: FileTime(seconds: modified),
                changed: FileTime(seconds: changed)
            ),
            verdict: verdict
        )
    }

    @Test func anUnchangedFileSettlesAfterTheDelay() throws {
        var tracker = SettleTracker(delay: .seconds(2))
        let file = try entry("a")
        let first = tracker.observe([file], at: .seconds(10))
        #expect(first.settled.isEmpty)
        #expect(first.nextCheck == .seconds(12))
        #expect(tracker.observe([file], at: .milliseconds(11_999)).settled.isEmpty)
        let last = tracker.observe([file], at: .seconds(12))
        #expect(last.settled == [file])
        #expect(last.nextCheck == nil)
    }

    @Test func anyChangeStartsTheDelayAnew() throws {
        let changes = [
            try entry("a", inode: 2), try entry("a", size: 11), try entry("a", modified: 99),
            try entry("a", changed: 101),
        ]
        for change in changes {
            var tracker = SettleTracker(delay: .seconds(2))
            _ = tracker.observe([try entry("a")], at: .zero)
            let seen = tracker.observe([change], at: .seconds(2))
            #expect(seen.settled.isEmpty)
            #expect(seen.nextCheck == .seconds(4))
        }
    }

    @Test func timesThatAFileClaimsDoNotMatter() throws {
        var tracker = SettleTracker(delay: .seconds(2))
        let files = [
            try entry("future", modified: .max), try entry("past", modified: .min), try entry("zero", modified: 0),
        ]
        _ = tracker.observe(files, at: .zero)
        #expect(tracker.observe(files, at: .seconds(2)).settled.count == 3)
    }

    @Test func theLongestWaitingComesFirst() throws {
        var tracker = SettleTracker(delay: .seconds(2))
        let files = [try entry("c"), try entry("a"), try entry("b")]
        _ = tracker.observe([files[0]], at: .zero)
        _ = tracker.observe([files[1], files[0]], at: .seconds(1))
        _ = tracker.observe(files, at: .seconds(2))
        let decision = tracker.observe(files.reversed(), at: .seconds(9))
        #expect(decision.settled.map(\.path.description) == ["c", "a", "b"])
    }

    @Test func theNextCheckIsTheEarliest() throws {
        var tracker = SettleTracker(delay: .seconds(2))
        let files = [try entry("a"), try entry("b")]
        _ = tracker.observe([files[0]], at: .zero)
        #expect(tracker.observe(files, at: .seconds(1)).nextCheck == .seconds(2))
        #expect(tracker.observe(files, at: .seconds(2)).nextCheck == .seconds(3))
    }

    @Test func aVanishedFileIsForgottenAndBeginsAnewWhenItReturns() throws {
        var tracker = SettleTracker(delay: .seconds(2))
        let file = try entry("a")
        _ = tracker.observe([file], at: .zero)
        _ = tracker.observe([], at: .seconds(1))
        #expect(tracker.count == 0)
        #expect(tracker.observe([file], at: .seconds(2)).settled.isEmpty)
    }

    @Test func ignoredEntriesAreNotWatchedAndRefusedOnesSettleToo() throws {
        var tracker = SettleTracker(delay: .zero)
        let files = [try entry("a", verdict: .ignored(pattern: "*")), try entry("b", verdict: .refused(.pipe))]
        #expect(tracker.observe(files, at: .zero).settled.map(\.path.description) == ["b"])
        #expect(tracker.count == 1)
    }

    @Test func memoryIsBoundedAndTheRestFollows() throws {
        var tracker = SettleTracker(delay: .zero, capacity: 10)
        var left = try (0..<25).map { try entry("\($0)") }
        var order: [String] = []
        while !left.isEmpty {
            let settled = tracker.observe(left, at: .zero).settled
            #expect(tracker.count <= 10)
            order += settled.map(\.path.description)
            left.removeAll { settled.contains($0) }
            _ = tracker.observe(left, at: .zero)
        }
        #expect(Set(order).count == 25)
    }

    @Test func aPostponedFileWaitsTheWholeDelay() throws {
        var tracker = SettleTracker(delay: .seconds(2))
        let file = try entry("a")
        _ = tracker.observe([file], at: .zero)
        #expect(tracker.postpone(file.path, at: .seconds(2)) == .seconds(4))
        #expect(tracker.observe([file], at: .seconds(3)).settled.isEmpty)
        #expect(tracker.observe([file], at: .seconds(4)).settled == [file])
        #expect(tracker.postpone(try entry("b").path, at: .zero) == nil)
    }
}
