import AttackKnowledge
import AttackReports
import GRDB
import Inbox
import Logging
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reports of a version that kept nothing of them but their folders.
@Suite(.timeLimit(.minutes(5))) struct ReportIndexingTests {
    private func indexing(_ recorded: RecordedInstallation, _ ledger: Ledger) -> ReportIndexing {
        ReportIndexing(
            ledger: ledger,
            outbox: recorded.configuration.outbox,
            environment: EngineEnvironment(),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
    }

    /// The rows of reports as a database of an earlier version has them after it was brought up to date.
    private func forget(_ recorded: RecordedInstallation) async throws {
        _ = try await recorded.ledger.database.write("forget") { db in
            try db.execute(
                sql: """
                    DELETE FROM report_body; DELETE FROM finding; INSERT INTO report_search (report_search)
                    VALUES ('delete-all'); UPDATE report SET is_indexed = 0
                    """
            )
        }
    }

    @Test func olderReportsAreIndexedFromTheirFoldersAndWithWhatThereIsWhereTheyAreGone() async throws {
        let recorded = try await RecordedInstallation()
        var heron = ReportDraft(name: "heron.txt", title: "Copper Heron")
        heron.groups = [("G0016", "APT29")]
        let id = try await recorded.report("heron", heron)
        _ = try recorded.publish(id, heron)
        let gone = try await recorded.report("gone", ReportDraft(name: "gone.txt", title: "Long gone"))
        let broken = try await recorded.report("broken", ReportDraft(name: "broken.txt"))
        let path = try recorded.publish(broken, ReportDraft(name: "broken.txt"))
        try FileBytes.replace(path.appending("report.json"), with: Array("{".utf8))
        try await forget(recorded)
        let database = try recorded.database
        #expect(try database.unindexedReports() == 3)
        var filter = ReportFilter()
        filter.query = try SearchQuery("powershell")
        #expect(try database.reports(filter, Page(limit: 9)).isEmpty)
        // What is not indexed yet is shown from its folder.
        let place = try database.report(named: "heron.txt")
        #expect(try database.storedReport(place, in: recorded.configuration.outbox).groups.map(\.id) == ["G0016"])

        let indexing = indexing(recorded, recorded.ledger)
        #expect(try await indexing.indexBatch() == 3)
        #expect(try await indexing.indexBatch() == 0)
        #expect(try database.unindexedReports() == 0)
        #expect(try database.reports(filter, Page(limit: 9)).map(\.name) == ["heron.txt"])
        filter.query = try SearchQuery("title:gone OR entities:T1059.001")
        #expect(
            Set(try database.reports(filter, Page(limit: 9)).map(\.name)) == ["heron.txt", "gone.txt", "broken.txt"]
        )
        let remains = try database.storedReport(
            database.report(named: gone.rawValue),
            in: recorded.configuration.outbox
        )
        #expect(remains.techniques.map(\.score) == [0.9] && remains.warnings == [ReportRemains.warning])
    }

    /// A batch that was committed is not done again, and what was deleted meanwhile stays deleted.
    @Test func aBatchThatIsRepeatedChangesNothing() async throws {
        let recorded = try await RecordedInstallation()
        let id = try await recorded.report("heron", ReportDraft(name: "heron.txt"))
        try await forget(recorded)
        let open = try await recorded.ledger.unindexedReports(limit: 9)
        #expect(open.map(\.document) == [id])
        let entries = open.map { (number: $0.number, entry: ReportEntry?.none) }
        #expect(try await recorded.ledger.index(entries) == 1)
        #expect(try await recorded.ledger.index(entries) == 0)
    }

    @Test func aDatabaseOfTheVersionBeforeIsBroughtUpToDateAndIndexed() async throws {
        let recorded = try await RecordedInstallation()
        let state = StateFolder(SystemPath("\(recorded.folder.path)/older"))
        try FileBytes.makeFolder(state.path)
        let id = RecordedInstallation.id("heron")
        try older(state, id)
        let draft = ReportDraft(name: "heron.txt", title: "Copper Heron")
        _ = try recorded.publish(id, draft)
        let database = try state.openDatabase()
        let ledger = Ledger(database: database)
        let before = try QueryDatabase(state)
        let listed = try before.reports(ReportFilter(technique: "T1059.001".asTechnique), Page(limit: 9))
        #expect(listed.map(\.name) == ["heron.txt"] && listed.map(\.version) == [1])
        #expect(try before.unindexedReports() == 1)
        #expect(try await ledger.openRequests().map(\.order) == [.retry(id)])
        #expect(try await indexing(recorded, ledger).indexBatch() == 1)
        var filter = ReportFilter()
        filter.query = try SearchQuery("title:heron powershell")
        #expect(try before.reports(filter, Page(limit: 9)).map(\.document) == [id.rawValue])
        try database.close()
    }

    /// A database as tradecraft-6 left it, with a report and an open request.
    private func older(_ state: StateFolder, _ id: DocumentID) throws {
        var migrator = DatabaseMigrator()
        WorkflowSchema.register(in: &migrator)
        TradecraftSchema.register(in: &migrator)
        let queue = try DatabaseQueue(path: state.database.string)
        try migrator.migrate(queue, upTo: "tradecraft-6")
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO document (id, path, shown_path, device, inode, kind, size, modified_s, modified_ns,
                        changed_s, changed_ns, state, seen_at, ended_at, is_disposed)
                    VALUES (?, ?, 'heron.txt', 1, 1, ?, 1, 1, 0, 1, 0, 'reported', 1, 2, 1)
                    """,
                arguments: [id.rawValue, Data("heron.txt".utf8), FileKind.regular.rawValue]
            )
            try db.execute(
                sql: """
                    INSERT INTO report (document, folder, created_at, title, media_type, sha256, domain, attack_version,
                        model, warnings)
                    VALUES (1, ?, 2, 'Copper Heron', 'text/plain', ?, 'enterprise-attack', '18.1', '00', 0)
                    """,
                arguments: ["heron.txt--\(id.short)", String(repeating: "a", count: 64)]
            )
            try db.execute(sql: "INSERT INTO \"match\" VALUES (1, 'T1059.001', 'PowerShell', 0.9, 1)")
            try db.execute(
                sql: "INSERT INTO request (kind, document, cause, asked_at) VALUES ('retry', ?, 'somebody', 3)",
                arguments: [id.rawValue]
            )
        }
        try queue.close()
    }
}

extension String {
    fileprivate var asTechnique: TechniqueID? { TechniqueID(self) }
}
