import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reports that are taken away.
@Suite(.timeLimit(.minutes(5))) struct ReportDeletionTests {
    private func delete(
        _ recorded: RecordedInstallation,
        _ name: String
    ) async throws -> RequestDelivery {
        let database = try recorded.database
        try FileBytes.makeFolder(recorded.configuration.outbox)
        return try #require(
            try await RequestDelivery.deliver(
                deleting: [database.report(named: name)],
                in: recorded.configuration.outbox,
                to: database,
                cause: "a request of somebody",
                at: recorded.tick()
            )
            .first
        )
    }

    private func count(_ recorded: RecordedInstallation, _ table: String) async throws -> Int {
        try await recorded.ledger.database.read("count") { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
        }
    }

    @Test func withoutADaemonAReportIsDeletedAtOnceWithAllThatIsKnownOfIt() async throws {
        let recorded = try await RecordedInstallation()
        var draft = ReportDraft(name: "heron.txt", title: "Heron")
        (draft.groups, draft.indicators) = ([("G0016", "APT29")], ["evil.example"])
        let id = try await recorded.report("heron", draft)
        try await recorded.report("wiper", ReportDraft(name: "wiper.txt"))
        let folder = try recorded.publish(id, draft)
        let delivery = try await delete(recorded, "heron.txt")
        #expect(delivery.outcome == "deleted the report of version 1" && !delivery.isHandedOver)
        #expect(!FileManager.default.fileExists(atPath: folder.string))
        let database = try recorded.database
        var filter = ReportFilter()
        #expect(try database.reports(filter, Page(limit: 9)).map(\.name) == ["wiper.txt"])
        filter.query = try SearchQuery("heron OR evil.example OR powershell")
        #expect(try database.reports(filter, Page(limit: 9)).map(\.name) == ["wiper.txt"])
        filter = ReportFilter()
        (filter.findings, filter.hasAllVersions) = ([ReportFilterText.indicator("evil.example")], true)
        #expect(try database.reports(filter, Page(limit: 9)).isEmpty)
        for table in ["report_body", "\"match\"", "report_search"] {
            #expect(try await count(recorded, table) == 1, "\(table)")
        }
        #expect(try await count(recorded, "report WHERE deleted_at IS NOT NULL AND title IS NULL") == 1)
        _ = try await recorded.ledger.database.write("check the words") { db in
            try db.execute(sql: "INSERT INTO report_search (report_search) VALUES ('integrity-check')")
        }
        let story = try database.story(of: id)
        #expect(story.document.report == nil && story.document.reportDeletedAt != nil)
        #expect(story.changes.map(\.action).suffix(3) == ["requested", "deleted", "carried-out"])
        for name in ["heron.txt", id.rawValue, "heron.txt@1"] {
            let error = #expect(throws: StartupError.self) { try database.report(named: name) }
            #expect(error?.description.contains("was deleted at") == true, "\(error?.description ?? "")")
        }
    }

    @Test func theVersionBeforeIsTheLatestAgain() async throws {
        let recorded = try await RecordedInstallation()
        let id = try await recorded.report("heron", ReportDraft(name: "heron.txt"))
        var later = ReportDraft(name: "heron.txt")
        later.version = 2
        try await recorded.again(id, later)
        #expect(try await delete(recorded, "heron.txt@2").outcome == "deleted the report of version 2")
        let database = try recorded.database
        #expect(try database.report(named: "heron.txt").version == 1)
        #expect(try database.reports(ReportFilter(), Page(limit: 9)).map(\.version) == [1])
        #expect(try database.versions(of: id).map(\.version) == [1])
        #expect(try await delete(recorded, "heron.txt").outcome == "deleted the report of version 1")
        #expect(try database.reports(ReportFilter(), Page(limit: 9)).isEmpty)
    }

    /// Somebody else's folder of the same name is not ours to delete.
    @Test func aFolderThatIsNotTheReportsStays() async throws {
        let recorded = try await RecordedInstallation()
        let id = try await recorded.report("heron", ReportDraft(name: "heron.txt"))
        let folder = recorded.configuration.outbox.appending("heron.txt--\(id.short)")
        try FileBytes.makeFolder(folder)
        try FileBytes.replace(folder.appending("mine.txt"), with: Array("mine".utf8))
        let outcome = try await delete(recorded, "heron.txt").outcome
        #expect(outcome == "deleted the report of version 1; a folder of its name is another's, and was left")
        #expect(FileManager.default.fileExists(atPath: folder.appending("mine.txt").string))
    }

    @Test func aDaemonIsAskedToDeleteEachReport() async throws {
        let recorded = try await RecordedInstallation()
        let id = try await recorded.report("heron", ReportDraft(name: "heron.txt"))
        let lock = try StateLock(folder: recorded.state.path)
        defer { lock.release() }
        let delivery = try await delete(recorded, "heron.txt")
        #expect(delivery.isHandedOver && delivery.outcome == nil)
        let open = try await recorded.ledger.openRequests()
        #expect(open.map(\.order) == [.delete(id, version: 1)])
        let deletion = ReportDeletion(ledger: recorded.ledger, outbox: recorded.configuration.outbox)
        let request = try #require(open.first)
        for expected in ["deleted the report of version 1", "it has no such report any more; nothing to delete"] {
            #expect(try await deletion.delete(id, version: 1, request, at: recorded.tick()) == expected)
        }
    }
}
