import AttackKnowledge
import AttackReports
import Testing

@testable import AttackReports

@Suite struct CSVReportTests {
    @Test func everyPieceOfEvidenceHasALineWithAllColumns() throws {
        let report = try Fixtures.incident()
        let table = CSVLines(CSVReport.bytes(for: report))
        #expect(table.faults.isEmpty)
        #expect(table.lines.first == CSVReport.columns)
        #expect(table.lines.count == 1 + report.techniques.reduce(0) { $0 + $1.evidence.count })
        #expect(table.lines.allSatisfy { $0.count == CSVReport.columns.count })
    }

    @Test func aTechniqueWithoutEvidenceKeepsItsLine() throws {
        let report = Samples.report(techniques: [try Samples.technique(evidence: [])])
        let table = CSVLines(CSVReport.bytes(for: report))
        #expect(table.lines.count == 2)
        #expect(table.lines.last?.count == CSVReport.columns.count)
        #expect(table.lines.last?.suffix(7).allSatisfy(\.isEmpty) == true)
    }

    @Test func hostileTextKeepsTheTableInShape() throws {
        for text in HostileText.all {
            let table = CSVLines(CSVReport.bytes(for: try Samples.hostile(text)))
            #expect(table.faults.isEmpty)
            #expect(table.lines.allSatisfy { $0.count == CSVReport.columns.count })
        }
    }

    @Test func quotationMarksAndCommasComeBackAsTheyWere() throws {
        let text = "He said \"run\", and \"\" ran, twice"
        let report = Samples.report(techniques: [try Samples.technique(evidence: [Samples.sentence(text)])])
        #expect(CSVLines(CSVReport.bytes(for: report)).lines.last?.last == text)
    }

    @Test func anEmptyReportIsAHeader() {
        #expect(CSVLines(CSVReport.bytes(for: Samples.report())).lines == [CSVReport.columns])
    }
}
