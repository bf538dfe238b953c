import Foundation
import Testing

/// Very many documents, and those that came while nobody watched.
@Suite(.timeLimit(.minutes(60))) struct InboxManyTests {
    /// Scenario 22: they settle first, as all others do; one that is being written is not taken half.
    ///
    /// Scenario 15, with 12,000 files at night and some in the gate: all at once, beside those that were there.
    @Test func whatCameWhileNobodyWatchedAndVeryManyAtOnceAllEndOnce() async throws {
        let installation = try Installation()
        let waiting = (1...InboxDepth.of(4, nightly: 100)).map { "waiting \($0).txt" }
        for name in waiting { try installation.drop(name, InboxWatched.text(name)) }
        let open = installation.inbox.appending(path: "open.txt")
        try Data(InboxWatched.text("open").utf8).write(to: open)
        let writer = try FileHandle(forWritingTo: open)
        try writer.seekToEnd()
        let settings = InboxWatched.settings + ["--set", "inbox.rescan-interval=1h", "--set", "log.level=notice"]
        let daemon = try Running(["watch"] + settings, in: installation.folder)
        let many = (1...InboxDepth.of(12, nightly: 12_000)).map { "many \($0).txt" }
        let outcome = try await InboxWatched.following(installation, daemon) { watched in
            try await watched.log.events("those that waited", count: waiting.count) { event in
                event.message == "Report published" && event.path?.hasPrefix("waiting") == true
            }
            for name in many { try watched.drop(name) }
            try writer.write(contentsOf: Data("At last the logs were cleared (T1070.001).\n".utf8))
            try writer.close()
            #expect(try await watched.reported("open.txt").techniques == ["T1059.001", "T1070.001"])
            try await watched.log.events("many", count: many.count, within: .seconds(3_000)) { event in
                event.message == "Report published" && event.path?.hasPrefix("many") == true
            }
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors.suffix(4_000))")
        let names = waiting + many + ["open.txt"]
        let ends = Dictionary(uniqueKeysWithValues: names.map { ($0, 1) })
        for problem in try InboxAccounts(of: installation).problems(expecting: ends).prefix(20) {
            Issue.record("\(problem)")
        }
    }
}
