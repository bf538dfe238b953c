import AttackKnowledge
import AttackReports
import Testing

@testable import AttackReports

@Suite struct ReportSummaryTests {
    private func summary(_ report: AttackReport) throws -> [String] {
        ReportSummary(report: report, tactics: TacticNames(report: report, knowledge: try Fixtures.knowledge()))
            .sentences
    }

    @Test func theMadeUpIncidentReadsWell() throws {
        #expect(
            try summary(Fixtures.incident()) == [
                "This document describes 7 techniques of ATT&CK Enterprise 18.1, across 5 of its 6 tactics.",
                "The confidence is high for 4, medium for 2 and low for 1.",
                "The most certain are PowerShell (T1059.001), Data Encrypted for Impact (T1486), "
                    + "Spearphishing Attachment (T1566.001) and Scheduled Task (T1053.005).",
                "The weight lies on Execution (3).",
                "It names the group FIN6 and the software Cobalt Strike and Mimikatz.",
                "It holds 38 indicators and 1 vulnerability.",
                "The id of one of them is written in it; the others follow from what its sentences describe.",
                "It uses ids that ATT&CK has since replaced: T1086 is now T1059.001.",
                "One warning applies to how the document was read.",
            ]
        )
    }

    @Test func aSingleTechniqueReadsWell() throws {
        #expect(
            try summary(Samples.report(techniques: [try Samples.technique()])) == [
                "This document describes 1 technique of ATT&CK Enterprise 18.1, all under the tactic Impact."
            ]
        )
    }

    @Test func anEmptyReportSaysSo() throws {
        #expect(try summary(Samples.report()) == ["No technique of ATT&CK Enterprise 18.1 was found in this document."])
    }

    /// An old report may name tactics that today's release has split or renamed; they come last and keep their names.
    @Test func tacticsThatTheReleaseLacksAreNamedFromTheirShortNames() throws {
        let report = Samples.report(techniques: [try Samples.technique(tactics: ["stealth-and-more", "impact"])])
        let tactics = TacticNames(report: report, knowledge: try Fixtures.knowledge())
        #expect(tactics.entries.last?.name == "Stealth And More")
        #expect(tactics.releaseCount == 6)
    }

    @Test(arguments: [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (1_284_233, "1.3 MB"), (12_345, "12 kB"),
        (999_990, "1.0 MB"), (5_000_000_000, "5.0 GB"),
    ])
    func sizesAreWrittenAsPeopleReadThem(size: Int, text: String) {
        #expect(Phrase.size(size) == text)
    }
}
