import AttackKnowledge
import AttackReports
import Inbox
import Taskt
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reports that are written again, and counted together.
@Suite(.timeLimit(.minutes(5))) struct ReportExportTests {
    @Test func aReportIsWrittenAgainAsItWasPublished() async throws {
        let recorded = try await RecordedInstallation()
        let id = try await recorded.report("heron", ReportDraft(name: "heron.txt", title: "Heron"))
        let database = try recorded.database
        let place = try database.report(named: "heron.txt")
        var releases = ReportKnowledge(recorded.configuration)
        let stored = try database.reportForOutput(place, in: recorded.configuration.outbox, &releases).report
        #expect(stored.id == id.rawValue)
        var export = ReportExport(database, recorded.configuration)
        let knowledge = try KnowledgeBase.embedded(.enterprise)
        let expected = ReportRenderer.files(
            for: stored,
            knowledge: knowledge,
            options: recorded.configuration.report.options
        )
        #expect(try export.files(of: place, as: Set(ReportFormat.allCases)) == expected)
        let folder = try export.write(place, as: [.markdown, .layer], below: SystemPath("\(recorded.folder.path)/out"))
        #expect(Set(try FileBytes.names(in: folder)) == ["report.md", "layer.json"])
        #expect(folder.name?.description == "heron.txt--\(id.short)")
    }

    @Test func severalReportsAreOneTableWithOneHeader() async throws {
        let recorded = try await RecordedInstallation()
        for name in ["first", "second"] { try await recorded.report(name, ReportDraft(name: "\(name).txt")) }
        let database = try recorded.database
        var export = ReportExport(database, recorded.configuration)
        var bytes: [UInt8] = []
        try export.table(of: database.places(ReportFilter())) { bytes += $0 }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 3 && lines.filter { $0.hasPrefix("report_id,") }.count == 1)
        #expect(lines[1].contains("second.txt") && lines[2].contains("first.txt"))
    }

    @Test func aReleaseThatIsNotHeldAnyMoreIsSaidOnce() async throws {
        let recorded = try await RecordedInstallation()
        var draft = ReportDraft(name: "heron.txt")
        draft.attack = "12.0"
        try await recorded.report("heron", draft)
        var export = ReportExport(try recorded.database, recorded.configuration)
        let place = try recorded.database.report(named: "heron.txt")
        for _ in 0..<2 { _ = try export.files(of: place, as: [.html]) }
        #expect(export.notices.count == 1 && export.notices[0].hasPrefix("ATT&CK 12.0, which "), "\(export.notices)")
    }

    @Test func techniquesOfManyReportsAreCountedUnderTheIdsInForce() async throws {
        let recorded = try await RecordedInstallation()
        var old = ReportDraft(name: "old.txt")
        (old.attack, old.techniques) = ("6.0", [("T1086", 0.5), ("T1485", 0.4)])
        try await recorded.report("one", old)
        try await recorded.report("two", ReportDraft(name: "new.txt"))
        var mobile = ReportDraft(name: "phone.txt")
        mobile.domain = .mobile
        try await recorded.report("three", mobile)
        let database = try recorded.database
        let main = try #require(try database.mainDomain(ReportFilter()))
        #expect(main.domain == .enterprise && main.others == 1)
        var filter = ReportFilter()
        filter.domain = .enterprise
        let knowledge = try KnowledgeBase.embedded(.enterprise)
        let aggregate = try database.aggregate(filter, title: "All", knowledge: knowledge)
        #expect(aggregate.reports == 2)
        #expect(aggregate.techniques.map(\.id.description) == ["T1059.001", "T1485"])
        let first = try #require(aggregate.techniques.first)
        #expect(first.reports == 2 && first.share == 1 && first.maximum == 0.9 && first.mean == 0.7)
        #expect(first.firstSeen < first.lastSeen && first.tactics == ["execution"])
        for change in [
            { (filter: inout ReportFilter) in filter.minimumConfidence = 0.8 },
            { filter in filter.query = try? SearchQuery("powershell new") },
        ] {
            var narrowed = filter
            change(&narrowed)
            let found = try database.aggregate(narrowed, title: "All", knowledge: knowledge)
            #expect(found.reports == 1 && found.techniques.map(\.reports) == [1])
        }
    }
}
