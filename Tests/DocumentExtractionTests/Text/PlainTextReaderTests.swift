import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Text as it stands")
struct PlainTextReaderTests {
    private func blocks(_ text: String, _ layout: PlainTextReader.Layout) -> [String] {
        var draft = DocumentDraft(limits: ExtractionLimits())
        PlainTextReader.append(Array(text.utf8), layout: layout, to: &draft.text)
        return RTFReaderTests.blocks(draft)
    }

    private func lines(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var lines: [String] = []
        TextLines.forEachLine(bytes) { lines.append(String(decoding: bytes[$0], as: UTF8.self)) }
        return lines
    }

    @Test(arguments: [
        ("a\nb\r\nc\rd", ["a", "b", "c", "d"]), ("a\r\r\n\nb\r", ["a", "", "", "b"]), ("\n", [""]), ("", []),
        ("a\n", ["a"]),
        ("\r", [""]), ("\ra\r\n", ["", "a"]), ("a\n\rb", ["a", "", "b"]),
    ])
    func everyLineEndEndsALine(_ text: String, _ expected: [String]) {
        #expect(lines(text) == expected)
    }

    /// Files of old Macs have no line feed: each line must not look for one up to the end.
    @Test(arguments: ["\r", "\n", "\r\n", "a\r", "\n\r"])
    func lineEndsAreFoundInLinearTime(_ end: String) {
        #expect(lines(String(repeating: end, count: 200_000)).count >= 200_000)
    }

    /// A log is one paragraph after the rules of prose, and evidence needs a place in it.
    @Test func aTextWithoutBlankLinesIsCutAtLineEnds() {
        let line = "2024-03-01 host sshd: failed password for root\n"
        let cut = blocks(String(repeating: line, count: 2000), .prose)
        #expect(cut.count == 6)
        #expect(cut.allSatisfy { $0.hasSuffix("root") })
    }

    @Test func markupOnOneLineIsCutBetweenTags() {
        let xml = "<list>" + String(repeating: "<item>one item</item>", count: 4000) + "</list>"
        let cut = blocks(xml, .code)
        #expect(cut.count > 3)
        #expect(cut.allSatisfy { $0.hasSuffix(">") })
    }

    struct Table: Sendable, CustomTestStringConvertible {
        let text: String
        let rows: [String]

        var testDescription: String { text }
    }

    static let tables = [
        Table(text: "a,b\n1,2\n", rows: ["a,b", "1,2"]),
        Table(text: "a,\"x\ny\"\nb,c", rows: ["a,\"x\ny\"", "b,c"]),
        Table(text: "a,\"x \"\"quoted\"\"\ny\",z\nb", rows: ["a,\"x \"\"quoted\"\"\ny\",z", "b"]),
        Table(text: "5\" disk,x\n3\" disk,y", rows: ["5\" disk,x", "3\" disk,y"]),
        Table(text: "a,\"open\nb,c\nd,e", rows: ["a,\"open", "b,c", "d,e"]),
        Table(text: "a,\"open\nb,\"c\"\nd,e", rows: ["a,\"open", "b,\"c\"", "d,e"]),
        Table(text: "\"a\" x,\"b\nc", rows: ["\"a\" x,\"b", "c"]),
        Table(text: "a;\"x\ny\"|\"z\n\"\n\nb", rows: ["a;\"x\ny\"|\"z\n\"", "b"]),
        Table(text: "a\tb c\t\td\n1\t2\n", rows: ["a  b c  d", "1  2"]),
    ]

    /// A record may have line ends in its cells; a mark without its partner must not swallow the rest.
    @Test(arguments: tables)
    func aRecordIsARow(_ table: Table) {
        #expect(blocks(table.text, .table) == table.rows.map { "tableRow: \($0)" })
    }

    @Test(arguments: ["\"", "\"\n", "a,\"b\n", "\"a\"b\n", ",\"\"\"\n", "\"\",\n"])
    func marksWithoutEndAreReadInLinearTime(_ piece: String) {
        _ = blocks(String(repeating: piece, count: 10_000), .table)
    }

    @Test func anUnclosedCellCostsNoRow() {
        let rows = blocks("id,note\n1,\"open\n" + String(repeating: "2,row\n", count: 20_000), .table)
        #expect(rows.count == 20_002)
    }
}
