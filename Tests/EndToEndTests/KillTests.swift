import Foundation
import GRDB
import Testing

@Suite(.timeLimit(.minutes(15))) struct KillTests {
    /// How deep: `TRADECRAFT_KILLS=20 TRADECRAFT_DOCUMENTS=50` is the full test; the gate runs a short one.
    private static func depth(_ name: String, otherwise: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? otherwise
    }

    /// The daemon is killed with SIGKILL at random moments while documents go through.
    ///
    /// Afterwards there is exactly one whole report for each, nothing is lost or doubled, and the history shows that no
    /// task ran again once its result was recorded.
    @Test func afterKillsAtRandomMomentsEveryDocumentHasExactlyOneReport() async throws {
        let installation = try Installation()
        let documents = Self.depth("TRADECRAFT_DOCUMENTS", otherwise: 24)
        let kills = Self.depth("TRADECRAFT_KILLS", otherwise: 6)
        let names = (1...documents).map { "incident \($0).txt" }
        var (dropped, killed) = (0, 0)
        for kill in 0..<kills {
            let share = documents * (kill + 1) / kills
            for name in names[dropped..<share] { try installation.drop(name, Self.text(name)) }
            dropped = share
            let daemon = try installation.watch("--once")
            // A random line of its log, then a random part of the next milliseconds: anywhere between two steps.
            var lines = Int.random(in: 1...40)
            for await _ in daemon.lines {
                lines -= 1
                if lines == 0 { break }
            }
            usleep(UInt32.random(in: 0...4_000))
            daemon.signal(SIGKILL)
            let end = try await daemon.outcome()
            // It may have been done with what there was.
            #expect(end.exitCode == -SIGKILL || end.exitCode == 0, "\(end.errors)")
            if end.exitCode == -SIGKILL { killed += 1 }
        }
        let outcome = try await installation.drain()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let reports = try installation.reports()
        #expect(Set(reports.keys) == Set(names))
        for (name, found) in reports {
            #expect(found.count == 1, "\(name) has \(found.count) reports")
            #expect(found.allSatisfy { $0.files.count == 7 && $0.techniques.contains("T1059.001") }, "\(name)")
        }
        #expect(try installation.names(in: installation.outbox).allSatisfy { !$0.hasPrefix(".") })
        #expect(try installation.originals().map(\.lastPathComponent) == names.sorted())
        #expect(try installation.names(in: installation.inbox).isEmpty)
        #expect(try installation.names(in: installation.folder.appending(path: "state/spool")).isEmpty)
        print("\(killed) of \(kills) daemons were killed at work")
        try checkHistory(installation, runs: documents)
    }

    private func checkHistory(_ installation: Installation, runs: Int) throws {
        let database = try DatabaseQueue(path: installation.database.path)
        try database.read { db in
            #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM run WHERE status = 'completed'") == runs)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM run") == runs)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM report") == runs)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM checkpoint") == runs * 5)
            let again = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM history later JOIN history recorded
                    ON later.run = recorded.run AND later.task = recorded.task AND later.position > recorded.position
                    WHERE recorded.kind = 'task-completed'
                    """
            )
            #expect(again == 0, "a recorded task ran again")
            let repeated = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM history WHERE kind = 'attempt-crashed'"
            )
            print("\(runs) documents: \(repeated ?? 0) attempts were cut short by a kill and begun again")
        }
    }

    private static func text(_ name: String) -> String {
        let line = "The operators ran PowerShell (T1059.001) and then moved on with remote services. "
        return "Report on \(name).\n\n" + String(repeating: line, count: 120)
    }
}
