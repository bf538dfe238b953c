import AttackKnowledge
import AttackReports
import Foundation
import Testing

@testable import AttackReports

@Suite struct JSONReportTests {
    @Test func whatIsWrittenReadsBackAsTheSameReport() throws {
        for report in [try Fixtures.incident(), Samples.report(), try Samples.hostile(HostileText.everything)] {
            let bytes = JSONReport.bytes(for: report)
            #expect(try JSONDecoder().decode(AttackReport.self, from: Data(bytes)) == report)
        }
    }

    @Test func keysAreInOrderAndSlashesAreNotEscaped() throws {
        let text = String(decoding: JSONReport.bytes(for: try Fixtures.incident()), as: UTF8.self)
        let topLevel = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.prefix { $0 != ":" } }
        #expect(topLevel == topLevel.sorted())
        #expect(topLevel.count == 13)
        #expect(text.contains("application/pdf"))
        #expect(text.hasSuffix("}\n"))
    }

    @Test(arguments: [
        ("a\"b\\c/d", #""a\"b\\c/d""#), ("\n\r\t", #""\n\r\t""#), ("\u{1B}[31m", #""\u001b[31m""#),
        ("\u{202E}x", #""\u202ex""#), ("\u{E0041}", #""\udb40\udc41""#), ("\u{2028}", #""\u2028""#),
        ("é漢😀", "\"é漢😀\""), ("\u{7F}\u{9B}", #""\u007f\u009b""#), ("", "\"\""),
    ])
    func stringsAreEscapedWhereATerminalOrAnEditorWouldObeyThem(given: String, written: String) {
        var output: [UInt8] = []
        JSONText.append(given, to: &output)
        #expect(String(decoding: output, as: UTF8.self) == written)
    }

    @Test func emptyArraysAndObjectsTakeOneLine() {
        let value: JSONValue = .object([("b", .array([])), ("a", .object([]))])
        #expect(String(decoding: value.bytes(), as: UTF8.self) == "{\n  \"a\": {},\n  \"b\": []\n}\n")
    }
}
