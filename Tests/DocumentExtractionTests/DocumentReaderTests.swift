import DocumentText
import Testing

@testable import DocumentExtraction

/// Every format through its reader, in this process.
@Suite("Reading documents")
struct DocumentReaderTests {
    private static let word = [
        "heading: Night Heron incident",
        "paragraph: The group sent a lure (T1566.001) and ran -PowerShell.",
        "paragraph: A box beside the text.",
        "paragraph: the full story",
        "listItem: first point",
        "listItem: second point",
        "tableRow: Technique  Use",
        "tableRow: T1059.001  ran a script twice a day",
        "footnote: Seen first in March.",
        "comment: Check the date.",
        "pageHeader: TLP:CLEAR",
        "link: https://heron.example/story",
        "link: https://fields.example/one",
    ]

    /// Text boxes are in the file twice, headers once a section, deleted text once too often.
    @Test(arguments: ["report.docx", "strict.docx"])
    func aWordDocumentGivesEachOfItsTextsOnce(_ name: String) throws {
        let document = try Fixtures.read(Fixtures.path(name))
        #expect(Fixtures.blocks(document) == Self.word)
        #expect(document.description.metadata["title"] == "Night Heron & friends")
        #expect(document.description.metadata["author"] == "A. Analyst")
        #expect(document.description.warnings.isEmpty)
    }

    @Test func aPDFGivesBackWhatItsLinesBroke() throws {
        let document = try Fixtures.read(Fixtures.path("report.pdf"))
        let blocks = Fixtures.blocks(document)
        #expect(blocks.count == 3)
        let first = try #require(blocks.first)
        #expect(first.contains("command shell, T1059.003, to start"))
        #expect(first.contains("a folder of temporary files"))
        #expect(first.contains("at the address https://heron.example/payload/stage-two/run.bin and wrote"))
        #expect(blocks[1] == "paragraph: d41d8cd98f00b204e9800998ecf8427e")
        #expect(document.description.segments.map(\.page) == [1, 1, 2])
        #expect(document.description.pageCount == 2)
        #expect(document.description.metadata["title"] == "Night Heron <in> two pages")
    }

    @Test func aPageLimitKeepsTheFirstPagesAndSaysSo() throws {
        let document = try Fixtures.read(Fixtures.path("report.pdf"), limits: ExtractionLimits(pages: 1))
        #expect(document.description.pageCount == 1)
        #expect(!document.text.contains("second page"))
        #expect(document.description.warnings == ["Only the first 1 pages were read."])
    }

    @Test func aTextLimitKeepsWhatFitsAndSaysSo() throws {
        let document = try Fixtures.read(Fixtures.path("report.html"), limits: ExtractionLimits(textBytes: 30))
        #expect(document.text == "Home About\n\nNight Heron\n\nThe g")
        #expect(document.description.segments.last?.end == 30)
        #expect(document.description.warnings.count == 1)
    }

    @Test func aPageOfHTMLGivesItsTextInBlocks() throws {
        let document = try Fixtures.read(Fixtures.path("report.html"))
        #expect(
            Fixtures.blocks(document) == [
                "navigation: Home About",
                "heading: Night Heron",
                "paragraph: The group sent a lure (T1566.001) and ran PowerShell.\nThen it left.",
                "listItem: first point",
                "listItem: second point",
                "tableRow: Technique  Use",
                "tableRow: T1059.001  ran a script",
                "code: if  x:\n    run()",
                "paragraph: Written to evil.example and Night &unknown; 3 < 4 && 5",
                "paragraph: the full story a map of the harbour",
                "link: https://heron.example/story",
            ]
        )
        #expect(document.description.metadata["title"] == "Night Heron & the quiet harbour")
        #expect(document.description.metadata["language"] == "en-GB")
    }

    @Test func markdownStaysAsItWasWritten() throws {
        let document = try Fixtures.read(Fixtures.path("report.md"))
        #expect(
            Fixtures.blocks(document) == [
                "heading: # Night Heron",
                "paragraph: The group sent a **lure** ([T1566.001](https://attack.example/T1566/001)) and ran PowerShell.",
                "listItem: - first point",
                "listItem: - second point goes on",
                "tableRow: | Technique | Use |",
                "tableRow: |-----------|-----|",
                "tableRow: | T1059.001 | script |",
                "code: if  x:\n    run()",
            ]
        )
    }

    /// The fixture has a tab between two words.
    @Test func linesOfATableHaveNoTab() throws {
        let document = try Fixtures.read(Fixtures.path("table.csv"))
        #expect(Fixtures.blocks(document) == ["tableRow: name,use", #"tableRow: T1059.001,"ran a script""#])
    }

    @Test(arguments: ["utf16-mark.txt", "utf16-bare.txt", "utf32-mark.txt"])
    func wideTextIsRead(_ name: String) throws {
        let document = try Fixtures.read(Fixtures.path(name))
        #expect(document.text == "Night Heron wrote to its victims in wide letters: café, naïve, 夜鷺.")
    }

    @Test(arguments: ["russian-cp866.txt", "russian-cp1251.txt", "russian-koi8-r.txt"])
    func theRussianCharacterSetsAreToldApart(_ name: String) throws {
        let document = try Fixtures.read(Fixtures.path(name))
        #expect(document.text.hasPrefix("Группа отправляла письма с вложением"))
        #expect(document.description.warnings.count == 1)
    }

    @Test func westernTextIsTheFallback() throws {
        let document = try Fixtures.read(Fixtures.path("western.txt"))
        #expect(document.text == "A “quoted” naïve café")
        #expect(document.description.metadata["charset"] == "windows-1252")
    }

    /// Entities of the document's own could read files and grow without bounds: they do not exist.
    @Test func entitiesOfADocumentAreNotExpanded() throws {
        let document = try Fixtures.read(Fixtures.path("entities.docx"))
        #expect(document.text == "before after")
    }

    @Test func tablesInTablesWithoutEndAreRead() throws {
        #expect(try Fixtures.read(Fixtures.path("nested.docx")).text == "at the bottom")
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: ExtractionError.Code
    }

    static let refusals = [
        Refusal(testDescription: "encrypted.pdf", code: .encrypted),
        Refusal(testDescription: "encrypted.docx", code: .encrypted),
        Refusal(testDescription: "truncated.pdf", code: .damaged),
        Refusal(testDescription: "truncated.docx", code: .damaged),
        Refusal(testDescription: "blank.pdf", code: .noText),
    ]

    @Test(arguments: refusals)
    func whatHasNoTextToGiveSaysWhy(_ refusal: Refusal) throws {
        #expect(try Fixtures.failure(Fixtures.path(refusal.testDescription))?.code == refusal.code)
    }
}
