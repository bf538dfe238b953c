import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("OpenDocument texts and books")
struct OpenDocumentTests {
    @Test func aTextGivesEachOfItsTextsOnce() throws {
        let document = try Fixtures.read(Fixtures.path("report.odt"))
        #expect(
            Fixtures.blocks(document) == [
                "heading: Night Heron incident",
                "heading: First steps",
                "paragraph: The group sent a lure (T1566.001) and ran -PowerShell.",
                "paragraph: A box beside the text.",
                "paragraph: the full story below",
                "listItem: first point",
                "listItem: second point",
                "tableRow: Technique  Use",
                "tableRow: T1059.001  ran a script",
                "footnote: Seen first in March.",
                "comment: Check the date.",
                "pageHeader: TLP:CLEAR",
                "link: https://heron.example/story",
                "paragraph: Lures a month",
            ]
        )
        #expect(document.description.parts.map(\.name) == ["Object 1"])
        #expect(document.description.pageCount == 3)
        let metadata = document.description.metadata
        #expect(metadata["author"] == "A. Analyst")
        #expect(metadata["keywords"] == "heron, night")
        #expect(metadata["modified"] == "2024-02-01T00:00:00")
        #expect(metadata["language"] == "en")
        #expect(document.description.warnings.isEmpty)
    }

    @Test func aBookGivesItsChaptersInReadingOrder() throws {
        let document = try Fixtures.read(Fixtures.path("report.epub"))
        #expect(
            Fixtures.blocks(document) == [
                "paragraph: The group sent a lure.", "heading: Two", "paragraph: It went on.",
            ]
        )
        #expect(document.description.parts.map(\.name) == ["The lure", "two b.xhtml"])
        #expect(document.description.parts.allSatisfy { $0.kind == .chapter })
        #expect(document.description.metadata["title"] == "Night Heron, the book")
        #expect(document.description.metadata["publisher"] == "Reed Press")
        #expect(document.description.mediaType == "application/epub+zip")
    }

    @Test(arguments: ["encrypted.odt", "encrypted.epub"])
    func whatNeedsAKeySaysSo(_ name: String) throws {
        #expect(try Fixtures.failure(Fixtures.path(name))?.code == .encrypted)
    }

    @Test func anEmptyElementInXHTMLGetsItsEndTag() {
        let page = "<script src='a'/><p/><scripted/><title>x</title><style />y"
        let expected = "<script src='a'></script><p/><scripted/><title>x</title><style ></style>y"
        #expect(String(decoding: XHTMLForm.withEndTags(Array(page.utf8)), as: UTF8.self) == expected)
    }
}
