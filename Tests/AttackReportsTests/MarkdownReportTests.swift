import AttackKnowledge
import AttackReports
import Testing

@testable import AttackReports

@Suite struct MarkdownReportTests {
    private func lines(_ report: AttackReport) throws -> [String] {
        let bytes = MarkdownReport.bytes(for: report, knowledge: try Fixtures.measures())
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    @Test func theMarkingIsTheFirstAndTheLastLine() throws {
        let lines = try lines(Fixtures.history()).filter { !$0.isEmpty }
        #expect(lines.first == "**TLP:AMBER+STRICT**" && lines.last == "**TLP:AMBER+STRICT**")
    }

    @Test func changesAreATableOfTechniques() throws {
        let lines = try lines(Fixtures.history())
        #expect(lines.contains { $0.hasSuffix(" Inhibit System Recovery | came in | not found | High 100 |") })
        #expect(lines.contains { $0.hasSuffix(" Active Scanning | went out | Medium 61 | not found |") })
        #expect(lines.contains { $0.hasSuffix(" PowerShell | replaces T1086 | High 90 | High 99 |") })
    }

    @Test func measuresAreOneLineEach() throws {
        let lines = try lines(Fixtures.history())
        #expect(
            lines.contains("Mitigations: [M1038](https://attack.mitre.org/mitigations/M1038) Execution Prevention")
        )
        #expect(lines.count { $0.hasPrefix("Detection strategies: [DET") } == 2)
    }

    @Test func verdictsAreWithTheTechniquesAndRejectedOnesByThemselves() throws {
        let lines = try lines(Fixtures.history())
        #expect(lines.contains("Accepted by an analyst.") && lines.contains("Added by an analyst."))
        let heading = try #require(lines.firstIndex(of: "## Rejected by an analyst"))
        #expect(lines[heading + 2].hasSuffix(" Active Scanning (Medium 61)"))
    }
}
