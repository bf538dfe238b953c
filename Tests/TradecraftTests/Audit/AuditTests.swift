import Foundation
import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

/// The audit trail: complete, in order, and not to be changed without its being seen.
@Suite(.timeLimit(.minutes(5))) struct AuditTests {
    private func recorded() async throws -> RecordedInstallation {
        let recorded = try await RecordedInstallation()
        try await recorded.ledger.note(AuditEntry(.started, of: "daemon", ["process": 7]), at: recorded.tick())
        try await recorded.report(RecordedInstallation.id("aaaa"), "apt.txt", techniques: [("T1059", 0.5)])
        try await recorded.reject(RecordedInstallation.id("bbbb"), "locked.pdf", "It needs a password.")
        try await recorded.ledger.reopen(RecordedInstallation.id("bbbb"), cause: "request 1", at: recorded.tick())
        return recorded
    }

    /// Changes the database as somebody would who has the file and knows of the triggers.
    private func tamper(_ recorded: RecordedInstallation, _ sql: String) throws {
        let queue = try DatabaseQueue(path: recorded.state.database.string)
        try queue.write { db in
            try db.execute(sql: "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; \(sql)")
        }
        try queue.close()
    }

    /// The JSON of the trail, its hashes among it, is a contract: who checks an export elsewhere computes the same.
    @Test func theTrailAndItsHashesStayAsTheyAre() async throws {
        let records = try await recorded().database.audit(Page(limit: 10))
        try GoldenFile.compare(records, with: "Queries/audit.json")
        #expect(records.map(\.action) == ["reopened", "rejected", "reported", "started"])
    }

    @Test func aSoundTrailIsFoundSound() async throws {
        let database = try await recorded().database
        let verdict = try database.verifyAudit()
        #expect(verdict.rows == 4 && verdict.faults == [])
        #expect(try verdict.lastHash == database.audit(Page(limit: 1)).first?.hash)
    }

    @Test(arguments: ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
    func aRowCannotBeChangedOrTakenOut(sql: String) async throws {
        let recorded = try await recorded()
        let database = recorded.ledger.database
        await #expect(throws: StoreError.self) {
            try await database.write("change") { try $0.execute(sql: sql) }
        }
        #expect(try recorded.database.verifyAudit().rows == 4)
    }

    @Test(arguments: [
        ("UPDATE audit SET actor = 'nobody' WHERE number = 2", "row 2 is not as it was written"),
        ("UPDATE audit SET at = at + 1 WHERE number = 4", "row 4 is not as it was written"),
        ("DELETE FROM audit WHERE number = 2", "rows 2 to 2 are missing"),
        ("UPDATE audit SET hash = zeroblob(32) WHERE number = 1", "row 1 is not as it was written"),
        ("UPDATE audit SET detail = '{}', subject = NULL WHERE number = 3", "row 3 is not as it was written"),
    ])
    func tamperingWithTheFileIsSeen(sql: String, finding: String) async throws {
        let recorded = try await recorded()
        try tamper(recorded, sql)
        #expect(try recorded.database.verifyAudit().faults.first?.hasPrefix(finding) == true)
    }

    @Test func anEntryIsUndoneWithTheChangeItTellsOf() async throws {
        let recorded = try await recorded()
        struct Failure: Error {}
        let (database, now) = (recorded.ledger.database, recorded.now)
        await #expect(throws: StoreError.self) {
            try await database.write("fail") { db in
                try AuditEntry(.restored).append(at: now, to: db)
                throw Failure()
            }
        }
        #expect(try recorded.database.audit(Page(limit: 1)).first?.action == "reopened")
    }

    @Test func aStartAfterACrashSaysSo() async throws {
        let recorded = try await recorded()
        try await recorded.ledger.noteStart(process: 8, at: recorded.tick())
        try await recorded.ledger.note(AuditEntry(.stopped, of: "daemon"), at: recorded.tick())
        try await recorded.ledger.noteStart(process: 9, at: recorded.tick())
        let details = try recorded.database.audit(subject: "daemon", Page(limit: 10)).map(\.facts)
        #expect(details[0] == "process 9, version \(TradecraftVersion.current)")
        #expect(details[2] == "before ended without saying so, process 8, version \(TradecraftVersion.current)")
    }

    @Test func aReleaseIsWrittenDownOnce() async throws {
        let recorded = try await RecordedInstallation()
        let library = KnowledgeLibrary(silently: recorded.configuration)
        var environment = EngineEnvironment()
        environment.now = { Timestamp(microseconds: 5) }
        let audit = ReleaseAudit([library], ledger: recorded.ledger, environment: environment, logger: silence)
        await audit.look(library)
        await audit.look(library)
        // A daemon that starts anew finds it on record.
        await ReleaseAudit([library], ledger: recorded.ledger, environment: environment, logger: silence).look(library)
        let records = try recorded.database.audit(Page(limit: 10))
        #expect(records.map(\.action) == ["released"] && records.first?.subject == "enterprise-attack")
    }

    @Test func whoAsksForSomethingIsOnRecordWithWhatCameOfIt() async throws {
        let recorded = try await recorded()
        let id = RecordedInstallation.id("aaaa")
        let retention = Retention(endedBefore: recorded.now, statuses: [])
        _ = try await RequestDelivery.deliver(
            .prune(retention),
            to: recorded.database,
            cause: "a request of alice",
            at: recorded.tick()
        )
        let records = try recorded.database.audit(Page(limit: 2))
        #expect(records.map(\.action) == ["carried-out", "requested"])
        #expect(records[0].facts.contains("cause a request of alice") && records[0].facts.contains("deleted 2 runs"))
        #expect(records[1].actor == AuditActor.current() && records[1].actor.contains("(uid "))
        let story = try recorded.database.story(of: id)
        #expect(story.changes.map(\.action) == ["reported"])
        var exported: [Int64] = []
        try recorded.database.exportAudit { exported.append($0.number) }
        #expect(exported == Array(1...6))
    }

    /// What documents and file names bring along cannot steer the terminal of who reads the trail.
    @Test func detailsAreInert() {
        let json = ["name": "a\u{1B}[31m\"\n"].mapValues { AuditValue.text($0) }.json
        #expect(json == "{\"name\":\"a\\u001b[31m\\\"\\n\"}")
    }
}
