import AttackKnowledge
import AttackReports
import Foundation
import Testing

@testable import AttackReports

@Suite struct JSONReportTests {
    @Test func whatIsWrittenReadsBackAsTheSameReport() throws {
        for report in [
            try Fixtures.incident(), try Fixtures.reviewed(), Samples.report(),
            try Samples.hostile(HostileText.everything),
        ] {
            let bytes = JSONReport.bytes(for: report, knowledge: try KnowledgeBase.embedded(.enterprise))
            #expect(try JSONDecoder().decode(AttackReport.self, from: Data(bytes)) == report)
        }
    }

    /// Where a text came from, and that it is not whole, reach who reads the report.
    @Test func aPartialTextAnAddressAndThePartOfASentenceAreTold() throws {
        let evidence = ReportEvidence(
            start: 0,
            end: 4,
            text: "They",
            part: "IOC list",
            score: 0.5,
            signal: .sentence
        )
        let report = Samples.report(
            isPartial: true,
            address: "https://heron.example/report",
            techniques: [try Samples.technique(evidence: [evidence])]
        )
        let bytes = JSONReport.bytes(for: report, knowledge: try KnowledgeBase.embedded(.enterprise))
        #expect(try JSONDecoder().decode(AttackReport.self, from: Data(bytes)) == report)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\"isPartial\": true"))
        let files = ReportRenderer.files(
            for: report,
            knowledge: try KnowledgeBase.embedded(.enterprise),
            formats: [.html]
        )
        let page = String(decoding: try #require(files.first { $0.name == "report.html" }).bytes, as: UTF8.self)
        #expect(page.contains("only a part of its text could be read") && page.contains("In <bdi>IOC list</bdi>"))
        #expect(page.contains("hxxps://heron[.]example/report"))
        #expect(!page.contains("https://heron.example"))
    }

    @Test func keysAreInOrderAndSlashesAreNotEscaped() throws {
        let bytes = JSONReport.bytes(for: try Fixtures.incident(), knowledge: try Fixtures.knowledge())
        let text = String(decoding: bytes, as: UTF8.self)
        let topLevel = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.prefix { $0 != ":" } }
        #expect(topLevel == topLevel.sorted())
        #expect(topLevel.count == 16)
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
