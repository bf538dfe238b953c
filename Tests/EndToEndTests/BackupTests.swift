import Foundation
import GRDB
import Testing

@Suite(.timeLimit(.minutes(5))) struct BackupTests {
    private static func text(_ name: String) -> String {
        "Report on \(name). The operators ran PowerShell (T1059.001) and moved on with remote services."
    }

    private func count(_ installation: Installation, _ condition: String) throws -> Int {
        try DatabaseQueue(path: installation.database.path)
            .read { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM document WHERE \(condition)") ?? -1
            }
    }

    /// A backup of a daemon at work, brought back elsewhere.
    ///
    /// Every document that was in work has its original, ends once, and none that had ended before is done again.
    @Test func aBackupUnderLoadEndsEveryDocumentOnceElsewhere() async throws {
        let (first, second) = (try Installation(), try Installation())
        let daemon = try first.watch()
        #expect(await daemon.waits(for: "Watching"))
        for number in 1...24 { try first.drop("incident \(number).txt", Self.text("incident \(number)")) }
        #expect(await daemon.waits(for: "Report published"))
        let file = second.folder.appending(path: "backup.tar").path
        let backup = try await first.run("backup", file)
        #expect(backup.exitCode == 0, "\(backup.errors)")
        let again = try await first.run("backup", file)
        #expect(again.exitCode == 74)
        #expect(again.errors.contains("is there already"))
        let refused = try await first.run("restore", file, "--force")
        #expect(refused.exitCode == 75, "a daemon runs")
        daemon.signal(SIGKILL)
        _ = try await daemon.outcome()

        let restored = try await second.run("restore", file)
        #expect(restored.exitCode == 0, "\(restored.errors)")
        let ended = try count(second, "state = 'reported'")
        let all = try count(second, "state != 'claiming'")
        #expect(try count(second, "state = 'claimed'") > 0, "the daemon was done before the backup was taken")
        #expect(try await second.drain().exitCode == 0)
        #expect(try count(second, "state = 'reported' AND is_disposed = 1") == all)
        #expect(try second.names(in: second.outbox).count == all - ended)
        #expect(try second.reports().allSatisfy { $0.value.count == 1 })
        #expect(try second.names(in: second.folder.appending(path: "state/spool")).isEmpty)
    }

    @Test func aStateDirectoryThatHoldsSomethingIsPutAsideOnlyWhereThatIsAsked() async throws {
        let installation = try Installation()
        try installation.drop("incident.txt", Self.text("incident"))
        #expect(try await installation.drain().exitCode == 0)
        #expect(try await installation.run("backup", "backup.tar").exitCode == 0)
        let refused = try await installation.run("restore", "backup.tar")
        #expect(refused.exitCode == 74)
        #expect(refused.errors.contains("is not empty; with --force"))
        let forced = try await installation.run("restore", "backup.tar", "--force")
        #expect(forced.exitCode == 0, "\(forced.errors)")
        let earlier = try installation.names(in: installation.folder).filter { $0.hasPrefix("state.before-restore-") }
        #expect(earlier.count == 1)
        #expect(try count(installation, "state = 'reported'") == 1)
        #expect(try await installation.drain().exitCode == 0)
        #expect(try installation.names(in: installation.outbox).count == 1)
    }

    @Test func whatCannotBeUsedIsRefusedAndChangesNothing() async throws {
        let installation = try Installation()
        try installation.drop("incident.txt", Self.text("incident"))
        #expect(try await installation.drain().exitCode == 0)
        // As a later version would have left it.
        try await DatabaseQueue(path: installation.database.path)
            .write { db in
                try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('tradecraft-999')")
            }
        #expect(try await installation.run("backup", "backup.tar").exitCode == 65)
        try await DatabaseQueue(path: installation.database.path)
            .write { db in
                try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = 'tradecraft-999'")
            }
        #expect(try await installation.run("backup", "backup.tar").exitCode == 0)
        let file = installation.folder.appending(path: "backup.tar")
        var damaged = try Data(contentsOf: file)
        damaged[damaged.count / 2] ^= 0xFF
        try damaged.write(to: file)
        let refused = try await installation.run("restore", "backup.tar", "--state", "other")
        #expect(refused.exitCode == 65)
        #expect(try !installation.names(in: installation.folder).contains { $0.contains("other") })
        #expect(try await installation.run("restore", "nothing.tar").exitCode == 69)
    }

    /// An original that is gone from the state directory used to keep its document waiting for ever.
    @Test func aDocumentWithoutItsOriginalIsRejectedWithTheReason() async throws {
        let installation = try Installation()
        let daemon = try installation.watch("--set", "workers=1")
        #expect(await daemon.waits(for: "Watching"))
        for number in 1...12 { try installation.drop("incident \(number).txt", Self.text("incident \(number)")) }
        #expect(await daemon.waits(for: "Document claimed"))
        daemon.signal(SIGKILL)
        _ = try await daemon.outcome()
        let spool = installation.folder.appending(path: "state/spool")
        let lost = try installation.names(in: spool).filter { !$0.hasPrefix(".") }
        for name in lost { try FileManager.default.removeItem(at: spool.appending(path: name)) }
        let outcome = try await installation.drain()
        #expect(outcome.exitCode == 1, "\(outcome.errors)")
        #expect(try count(installation, "reason_code = 'original-missing'") > 0)
        #expect(try count(installation, "is_disposed = 0") == 0)
    }
}
