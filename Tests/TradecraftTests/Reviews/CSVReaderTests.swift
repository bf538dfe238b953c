import AttackReports
import Testing

@testable import Tradecraft

/// Tables as spreadsheets write them.
@Suite struct CSVReaderTests {
    private func cells(_ text: String) throws -> [[String]] { try CSVReader.lines(of: Array(text.utf8)).map(\.cells) }

    @Test(arguments: [
        "a,b\r\n1,\"x, y\"\r\n", "\u{FEFF}a,b\r\n1,\"x, y\"", "a;b\n1;x, y\n", "a\tb\n1\tx, y\n",
        "sep=;\r\na;b\r\n1;x, y\r\n",
        "a,b\n\n1,\"x, y\"\n,\n",
    ])
    func aTableReadsTheSameHoweverItWasSaved(text: String) throws {
        #expect(try cells(text) == [["a", "b"], ["1", "x, y"]])
    }

    @Test func quotesHoldLineEndsAndQuotes() throws {
        let lines = try CSVReader.lines(of: Array("a,\"b\r\n\"\"c\"\"\"\r\nd,e\r\n".utf8))
        #expect(lines.map(\.cells) == [["a", "b\r\n\"c\""], ["d", "e"]])
        #expect(lines.map(\.number) == [1, 3])
    }

    /// What was guarded so that no spreadsheet computes it comes back as it was.
    @Test(arguments: [
        "=1+1", "'=1+1", "-2", "'quoted", "it's", "@x", "\"=1", "''=1", "plain, with \"quotes\"\nand lines", "",
    ])
    func whatWasWrittenIsReadBack(text: String) throws {
        var table = CSVTable(capacity: 64)
        table.appendLine(["x", text])
        #expect(try CSVReader.lines(of: table.bytes).map(\.cells) == [["x", text]])
    }

    @Test(arguments: [
        ("a,b\r\n1,x\"y\r\n", 2, "a quote stands within a cell"), ("a,b\n\n1,\"x", 3, "no closing one"),
        ("a,b\n\"x\"y,1\n", 2, "behind its closing quote"),
    ])
    func aTableThatCannotBeReadIsRefusedWithItsLine(text: String, line: Int, words: String) throws {
        let fault = #expect(throws: CSVReader.Fault.self) { try CSVReader.lines(of: Array(text.utf8)) }
        #expect(fault?.line == line && fault?.detail.contains(words) == true)
    }

    @Test func otherEncodingsAreRefused() {
        let latin = #expect(throws: CSVReader.Fault.self) { try CSVReader.lines(of: Array("a\n".utf8) + [0xE4, 0x0A]) }
        #expect(latin?.line == 2 && latin?.detail.contains("CSV UTF-8") == true)
        #expect(throws: CSVReader.Fault.self) { try CSVReader.lines(of: [0xFF, 0xFE, 0x61, 0]) }
    }
}
