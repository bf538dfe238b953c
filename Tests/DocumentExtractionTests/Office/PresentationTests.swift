import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Presentations")
struct PresentationTests {
    private static let slides = [
        "heading: Slide 1",
        "heading: Night Heron at work",
        "listItem: first point",
        "listItem: second point",
        "paragraph: the full story",
        "tableRow: Technique  Use",
        "tableRow: T1059.001  ran a script",
        "paragraph: said once",
        "paragraph: Lures a month",
        "listItem: spring",
        "paragraph: lure, then loader",
        "footnote: Say that it went on.",
        "comment: Check the date.",
        "comment: It is right.",
        "comment: Is it right?",
        "link: https://heron.example/story",
        "heading: Slide 2",
        "heading: The end",
        "pageHeader: TLP:CLEAR",
    ]

    /// The files of slides are not numbered in their order; the master's prompts are no text.
    @Test(arguments: ["report.pptx", "strict.pptx"])
    func slidesAreReadInTheirOrder(_ name: String) throws {
        let document = try Fixtures.read(Fixtures.path(name))
        #expect(Fixtures.blocks(document) == Self.slides)
        #expect(document.description.pageCount == 2)
        #expect(document.description.parts.map(\.name) == ["Slide 1", "Slide 2"])
        #expect(document.description.segments.map(\.page).prefix(2) == [nil, 1])
        #expect(document.description.metadata["title"] == "Night Heron in numbers")
        #expect(document.description.metadata["language"] == "en-GB")
        #expect(document.description.metadata["created"] == "2024-01-05T10:00:00Z")
        #expect(document.description.warnings.isEmpty)
    }

    @Test func aLimitOnPagesHoldsForSlides() throws {
        let document = try Fixtures.read(Fixtures.path("report.pptx"), limits: ExtractionLimits(pages: 1))
        #expect(!document.text.contains("The end"))
        #expect(document.description.pageCount == 1)
        #expect(document.description.isPartial)
    }

    @Test func anOpenDocumentPresentationIsReadLikeAnyOther() throws {
        let document = try Fixtures.read(Fixtures.path("report.odp"))
        #expect(
            Fixtures.blocks(document) == [
                "heading: Slide 1",
                "heading: Night Heron at work",
                "listItem: first point",
                "paragraph: a shape",
                "footnote: Say that it went on.",
                "heading: Slide 3",
                "heading: The end",
                "pageHeader: TLP:CLEAR",
            ]
        )
        #expect(document.description.pageCount == 3)
        #expect(document.description.mediaType == "application/vnd.oasis.opendocument.presentation")
    }
}
