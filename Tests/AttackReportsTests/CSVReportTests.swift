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
        #expect(table.lines.last?.dropFirst(12).prefix(10).allSatisfy(\.isEmpty) == true)
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
        #expect(CSVLines(CSVReport.bytes(for: report)).lines.last?[18] == text)
    }

    @Test func whereASentenceStandsAndWhatAnAnalystSaidComeLast() throws {
        let lines = CSVLines(CSVReport.bytes(for: try Fixtures.reviewed())).lines
        #expect(CSVReport.columns.suffix(5) == ["part", "section", "review", "report_version", "marking"])
        let added = try #require(lines.first { $0[6] == "T1490" })
        #expect(added.suffix(5) == ["", "", "added", "2", "TLP:AMBER+STRICT"])
        let encrypted = try #require(lines.first { $0[6] == "T1486" })
        #expect(encrypted.suffix(5) == ["Impact", "'=Recovery", "", "2", "TLP:AMBER+STRICT"])
    }

    /// A spreadsheet whose language parts cells at semicolons sees each term as a cell.
    @Test func everyItemOfAListIsSafeByItself() throws {
        let sentence = Samples.sentence("They ran it.", terms: ["calc", "=cmd|' /C calc'!A0"])
        let report = Samples.report(techniques: [try Samples.technique(evidence: [sentence])])
        #expect(CSVLines(CSVReport.bytes(for: report)).lines.last?[17] == "calc; '=cmd|' /C calc'!A0")
    }

    @Test func anEmptyReportIsAHeader() {
        #expect(CSVLines(CSVReport.bytes(for: Samples.report())).lines == [CSVReport.columns])
    }
}
