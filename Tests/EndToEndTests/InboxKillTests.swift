import Foundation
import Testing

/// SIGKILL at random moments while documents of all sorts go through; KillTests looks into the history as well.
@Suite(.timeLimit(.minutes(60))) struct InboxKillTests {
    /// Drops one of each sort: a report, a page, an archive, what is no document, and a copy of what was there.
    private func drop(_ number: Int, _ installation: Installation, _ ends: inout [String: Int]) throws {
        let text = InboxWatched.text("\(number)")
        let name: String
        let content: Data
        switch number % 6 {
        case 0:
            name = "\(number) archive.zip"
            content = try Data(contentsOf: Installation.fixtures.appending(path: "Documents/plain.zip"))
        case 1:
            name = "\(number) noise.bin"
            content = InboxWatched.noise()
        case 2:
            name = "\(number) copy.txt"
            content = Data("Incident: the operators ran PowerShell (T1059.001), and this has come before.\n".utf8)
        case 3:
            name = "\(number) page.html"
            content = Data("<html><body><p>\(text)</p></body></html>".utf8)
        default:
            name = "\(number) text.txt"
            content = Data(text.utf8)
        }
        // As a careful writer would: nothing half written is there to be taken when this process is slow.
        let hidden = installation.inbox.appending(path: ".\(name)")
        try content.write(to: hidden)
        try FileManager.default.moveItem(at: hidden, to: installation.inbox.appending(path: name))
        ends[name] = 1
    }

    /// Scenario 23.
    ///
    /// At night ten times twenty kills, in the gate two; each run ends with all accounts in order.
    @Test(arguments: 1...InboxDepth.of(1, nightly: 10))
    func afterKillsUnderAMixedLoadEveryDocumentHasEndedOnce(round: Int) async throws {
        let installation = try Installation()
        let (kills, share) = (InboxDepth.of(2, nightly: 20), InboxDepth.of(6, nightly: 6))
        var (ends, killed): ([String: Int], Int) = ([:], 0)
        let settings = [
            "watch", "--once", "--set", "attack.update-interval=off", "--set", "inbox.settle=0s", "--set",
            "retry.crash-limit=1000",
        ]
        for kill in 0..<kills {
            for number in 0..<share { try drop(kill * share + number, installation, &ends) }
            let daemon = try Running(settings, in: installation.folder)
            var lines = Int.random(in: 1...30)
            for await _ in daemon.lines {
                lines -= 1
                if lines == 0 { break }
            }
            // A random part of the time until the next line.
            usleep(UInt32.random(in: 0...6_000))
            daemon.signal(SIGKILL)
            if try await daemon.outcome().exitCode == -SIGKILL { killed += 1 }
        }
        let outcome = try await Running(settings, in: installation.folder).outcome()
        #expect([0, 1].contains(outcome.exitCode), "\(outcome.errors.suffix(2_000))")
        for problem in try InboxAccounts(of: installation).problems(expecting: ends) { Issue.record("\(problem)") }
        #expect(try installation.names(in: installation.inbox).isEmpty)
        print("\(killed) of \(kills) daemons were killed at work, with \(ends.count) documents")
    }
}
