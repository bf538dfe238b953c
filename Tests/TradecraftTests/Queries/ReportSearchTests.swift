import AttackKnowledge
import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

/// Reports found by their words and by what they name.
@Suite(.timeLimit(.minutes(5))) struct ReportSearchTests {
    private static let all = Page(limit: 100)

    private func recorded() async throws -> RecordedInstallation {
        let recorded = try await RecordedInstallation()
        var heron = ReportDraft(name: "feeds/heron.pdf", title: "Copper Heron in the harbour")
        heron.address = "https://vendor.example/heron.pdf"
        heron.groups = [("G0016", "APT29")]
        heron.software = [("S0154", "Cobalt Strike")]
        heron.indicators = ["evil.example"]
        heron.sentences = ["The Windows service résumé was opened.", "They started PowerShell on the mail server."]
        try await recorded.report("heron", heron)
        var wiper = ReportDraft(name: "wiper.txt", title: "Anvil")
        wiper.techniques = [("T1485", 0.55), ("T1059", 0.3)]
        wiper.tactics = ["impact"]
        wiper.sentences = ["Disks were wiped with a service for Windows."]
        wiper.campaigns = [("C0024", "SolarWinds Compromise")]
        try await recorded.report("wiper", wiper)
        return recorded
    }

    private func names(
        _ recorded: RecordedInstallation,
        _ change: (inout ReportFilter) throws -> Void
    ) throws -> [String] {
        var filter = ReportFilter()
        try change(&filter)
        return try recorded.database.reports(filter, Self.all).map(\.name)
    }

    @Test func reportsAreFoundByWordsPhrasesBeginningsAndFields() async throws {
        let recorded = try await recorded()
        let both = ["wiper.txt", "feeds/heron.pdf"]
        for (query, expected) in [
            ("service", both), ("SERVICE windows", both), ("\"windows service\"", ["feeds/heron.pdf"]),
            ("resume", ["feeds/heron.pdf"]), ("wip*", ["wiper.txt"]), ("service -wiped", ["feeds/heron.pdf"]),
            ("title:anvil OR title:heron", both), ("title:service", []), ("evil[.]example", ["feeds/heron.pdf"]),
            ("T1485", ["wiper.txt"]), ("entities:apt29", ["feeds/heron.pdf"]), ("cobalt disks", []),
        ] {
            #expect(try names(recorded) { $0.query = try SearchQuery(query) } == expected, "\(query)")
        }
        let ranked = try recorded.database.reports(
            {
                var filter = ReportFilter()
                filter.query = try SearchQuery("heron OR service")
                return filter
            }(),
            Self.all,
            isRanked: true
        )
        #expect(ranked.map(\.name) == both.reversed(), "the title weighs more than a sentence")
    }

    @Test func aHitHasTheSentenceThatFitsWithTheWordsMarked() async throws {
        let recorded = try await recorded()
        var filter = ReportFilter()
        filter.query = try SearchQuery("powershell mail* -ransom")
        let hit = try #require(try recorded.database.search(filter, Self.all).first)
        let excerpt = try #require(hit.excerpt)
        #expect(excerpt.text == "They started PowerShell on the mail server." && excerpt.field == "evidence")
        #expect(excerpt.pieces.filter(\.isMarked).map(\.text) == ["PowerShell", "mail"])
        #expect(excerpt.pieces.map(\.text).joined() == excerpt.text && excerpt.page == 3)
        filter.query = try SearchQuery("resume")
        #expect(try recorded.database.search(filter, Self.all).first?.excerpt?.pieces[1].text == "résumé")
        filter.query = try SearchQuery("G0016")
        #expect(try recorded.database.search(filter, Self.all).first?.excerpt?.field == "entities")
    }

    @Test func aLongSentenceIsCutAroundItsHit() async throws {
        let recorded = try await RecordedInstallation()
        var draft = ReportDraft()
        let filler = String(repeating: "filler\u{1} words\u{2} here ", count: 40)
        draft.sentences = [filler + "the needle lies " + filler]
        try await recorded.report("long", draft)
        var filter = ReportFilter()
        filter.query = try SearchQuery("needle")
        let excerpt = try #require(try recorded.database.search(filter, Self.all).first?.excerpt)
        #expect(excerpt.text.unicodeScalars.count <= 242 && excerpt.text.hasPrefix("…") && excerpt.text.hasSuffix("…"))
        #expect(excerpt.pieces.filter(\.isMarked).map(\.text) == ["needle"])
    }

    @Test func filtersFindWhatReportsName() async throws {
        let recorded = try await recorded()
        let (heron, wiper) = (["feeds/heron.pdf"], ["wiper.txt"])
        var text = ReportFilterText(try recorded.database, ReportKnowledge(recorded.configuration))
        for (finding, expected) in [
            (try text.entity("group", "apt29"), heron), (try text.entity("group", "g0016"), heron),
            (try text.entity("group", "Cozy Bear"), heron), (try text.entity("software", "cobalt strike"), heron),
            (try text.entity("campaign", "C0024"), wiper), (try text.tactic("TA0040"), wiper),
            (try text.tactic("Execution"), heron), (ReportFilterText.indicator("EVIL[.]example"), heron),
            (ReportFilterText.indicator("good.example"), []),
        ] {
            #expect(try names(recorded) { $0.findings = [finding] } == expected, "\(finding)")
        }
        #expect(try names(recorded) { $0.findings = [try text.tactic("execution"), try text.tactic("impact")] } == [])
        #expect(try names(recorded) { $0.sources = ["HERON", "feeds/"] } == heron)
        #expect(try names(recorded) { $0.sources = ["vendor.example"] } == heron)
        #expect(try names(recorded) { $0.sources = ["%"] } == [])
        #expect(try names(recorded) { $0.minimumConfidence = 0.8 } == heron)
        #expect(
            try names(recorded) { ($0.techniques, $0.minimumConfidence) = ([try #require(TechniqueID("T1059"))], 0.5) }
                == heron
        )
        #expect(try names(recorded) { $0.attack = "18" } == wiper + heron && names(recorded) { $0.attack = "1" } == [])
        #expect(try names(recorded) { $0.domain = .mobile } == [])
        #expect(
            try names(recorded) { $0.isReviewed = true } == [] && names(recorded) { $0.isReviewed = false }.count == 2
        )
    }

    @Test func namesThatNobodyHasAreRefusedWithWhatWasExpected() async throws {
        let recorded = try await recorded()
        var text = ReportFilterText(try recorded.database, ReportKnowledge(recorded.configuration))
        var error = #expect(throws: StartupError.self) { try text.entity("group", "Nobody Bear") }
        #expect(error?.description.contains("--group: nothing is called \"Nobody Bear\"") == true)
        error = #expect(throws: StartupError.self) { try text.tactic("execute") }
        #expect(error?.description.contains("found \"execute\"; Enterprise has reconnaissance") == true)
        #expect(ReportFilterText.confidence("medium") == 0.5 && ReportFilterText.confidence("0.25") == 0.25)
        #expect(ReportFilterText.confidence("1.5") == nil && ReportFilterText.confidence("sure") == nil)
    }

    @Test func theTimesOfAFilterDecideAlsoWhereTheClockWasSetBack() async throws {
        let recorded = try await recorded()
        let reports = try recorded.database.reports(ReportFilter(), Self.all)
        _ = try await recorded.ledger.database.write("set the clock back") { db in
            try db.execute(sql: "UPDATE report SET first_at = 1000 WHERE number = 2")
        }
        #expect(try names(recorded) { $0.until = 1_001 } == ["wiper.txt"])
        #expect(try names(recorded) { $0.since = 1_001 } == ["feeds/heron.pdf"])
        #expect(
            try names(recorded) { ($0.since, $0.query) = (1_001, try SearchQuery("service")) } == ["feeds/heron.pdf"]
        )
        #expect(reports.count == 2)
    }

    @Test func onlyTheLatestVersionIsFoundUnlessAllAreAskedFor() async throws {
        let recorded = try await RecordedInstallation()
        let id = try await recorded.report("heron", ReportDraft(name: "heron.txt"))
        var later = ReportDraft(name: "heron.txt")
        (later.version, later.sentences) = (2, ["Shadow copies were deleted."])
        try await recorded.again(id, later)
        let database = try recorded.database
        #expect(try database.reports(ReportFilter(), Self.all).map(\.version) == [2])
        #expect(try names(recorded) { $0.query = try SearchQuery("powershell") } == [])
        var filter = ReportFilter()
        (filter.query, filter.hasAllVersions) = (try SearchQuery("powershell"), true)
        #expect(try database.reports(filter, Self.all).map(\.version) == [1])
        #expect(try database.report(named: "heron.txt").version == 2)
        #expect(try database.report(named: "heron.txt@1").version == 1)
        #expect(try database.report(named: "/some/outbox/heron.txt--\(id.short)/").version == 1)
        let error = #expect(throws: StartupError.self) { try database.report(named: "heron.txt@7") }
        #expect(error?.description == "document \(id) has no report of version 7; expected one of 1, 2")
    }
}
