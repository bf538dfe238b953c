import DocumentText
import Testing

@testable import DocumentExtraction

/// What is rarer in a Word document than what `report.docx` has.
@Suite("Word documents")
struct WordDocumentTests {
    @Test func whatIsRareIsReadInItsPlace() throws {
        let document = try Fixtures.read(Fixtures.path("more.docx"))
        let blocks = Fixtures.blocks(document)
        #expect(
            blocks.prefix(9) == [
                "heading: before the page",
                "paragraph: on the page",
                "paragraph: after the page →α new hidden base",
                "paragraph: a field",
                "code: if x:\n  run()",
                "paragraph: an old box",
                "paragraph: controlled",
                "paragraph: Lures a month",
                "link: https://split.example/",
            ]
        )
        #expect(document.description.metadata["language"] == "en-GB")
        #expect(!document.text.contains("gone"), "deleted text")
        #expect(!document.text.contains("Click here"), "the glossary")
    }

    @Test func aWorkbookWithinIsReadAsAPart() throws {
        let document = try Fixtures.read(Fixtures.path("more.docx"))
        let parts = document.description.parts
        #expect(parts.map(\.kind) == [.embedded, .embedded, .sheet, .sheet])
        #expect(parts.map(\.name) == ["afchunk.htm", "sheet.xlsx", "Indicators", "Hidden"])
        #expect(parts.map(\.parent) == [nil, nil, 1, 1])
        #expect(document.text.contains("evil[.]example and more"))
        #expect(document.description.metadata["title"] == nil, "a title of the workbook, not of the document")
        #expect(document.description.warnings.isEmpty)
    }

    @Test(arguments: [
        ("Wingdings", "F0FC", "✓"), ("Symbol", "F062", "β"), ("Symbol", "F0B7", "•"), ("Arial", "2192", "→"),
        ("Webdings", "F021", ""), ("Symbol", "nonsense", ""), ("Symbol", "FFFFFFFFF", ""),
    ])
    func symbolsAreSpelledInUnicode(_ font: String, _ code: String, _ character: String) {
        #expect(String(decoding: WordSymbols.text(font: font, code: code), as: UTF8.self) == character)
    }

    /// The last bytes of an archive hold its list; an upload that broke off has none.
    @Test func aDocumentCutOffGivesWhatIsThere() throws {
        let whole = try Fixtures.bytes("report.docx")
        let cut = try OfficeSamples.read(Array(whole.dropLast(400)), name: "cut.docx")
        #expect(cut.text.contains("The group sent a lure (T1566.001)"))
        #expect(cut.description.isPartial)
    }

    @Test func aPartThatGrowsBeyondTheLimitIsCut() throws {
        let limits = ExtractionLimits(memberBytes: 3000)
        let document = try Fixtures.read(Fixtures.path("report.docx"), limits: limits)
        #expect(document.text.contains("Night Heron incident"))
        #expect(document.description.isPartial)
    }
}
