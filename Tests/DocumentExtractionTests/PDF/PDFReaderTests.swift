import DocumentText
import Foundation
import Testing

@testable import DocumentExtraction

@Suite("Reading PDF", .timeLimit(.minutes(6)))
struct PDFReaderTests {
    private func read(
        _ name: String,
        limits: ExtractionLimits = ExtractionLimits(),
        recognition: ExtractionOptions.Recognition? = nil
    ) throws -> (description: ExtractedDocument, text: String) {
        let options = ExtractionOptions(recognition: recognition)
        return try Fixtures.read(Fixtures.path(name), limits: limits, options: options)
    }

    @Test func columnsAreReadOneAfterTheOther() throws {
        let document = try read("columns.pdf")
        #expect(document.text.contains("Heron sent messages to the harbour office"))
        #expect(document.text.contains("each with a well-known lure"))
        #expect(document.text.contains("it used CVE-2024-31337 to start"))
        #expect(document.text.contains("https://night-heron.example/a-long-path/stage-two.bin for most"))
        #expect(document.text.contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        #expect(document.text.contains("d41d8cd98f00b204e9800998ecf8427e\n198.51.100.7"))
        let items = Fixtures.blocks(document).filter { $0.hasPrefix("listItem") }
        #expect(
            items == [
                "listItem: the first server was rented",
                "listItem: the second one had been broken into by somebody else before, and was used again",
            ]
        )
    }

    /// Its words are painted one by one, each on a line of its own.
    @Test func aTurnedPageIsReadInReadingOrder() throws {
        let text = try read("turned.pdf").text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("the quick heron sits on a post by the water"))
    }

    @Test func signsBecomeLigatures() throws {
        let text = try read("signs.pdf").text
        #expect(
            text.contains("The attackers sent an attachment with a significant name, and attempted to open a file.")
        )
        #expect(text.contains("an effort of the staff, whose effect was \"good\", AT&T said (so)."))
        #expect(text.contains("d41d8cd98f00b204e9800998ecff427e and the first one, with 100% of C# and f(x)."))
    }

    @Test func attachedFilesAndHiddenAddressesAreRead() throws {
        let document = try read("attached.pdf")
        #expect(
            Fixtures.blocks(document).dropFirst() == [
                "link: https://heron.example/a(1)", "link: https://heron.example/indirect",
                "heading: attachment 1", "paragraph: The attached note names T1566.001 and nothing else.",
            ]
        )
        #expect(document.description.parts.map(\.kind) == [.attachment])
        #expect(document.description.pageCount == 1)
        #expect(!document.description.isPartial)
    }

    @Test func scannedPagesAreCounted() throws {
        let document = try read("scanned.pdf")
        #expect(document.text == "Typed words on the first page")
        #expect(document.description.isPartial)
        #expect(
            document.description.warnings == [
                "2 of 3 pages have no text (scans or pictures) and were not read: 2-3."
            ]
        )
    }

    /// A page left blank, or with nothing but a small picture, is no scan.
    @Test func blankPagesAreNoScans() throws {
        let failure = try #require(try Fixtures.failure(Fixtures.path("blank.pdf")))
        #expect(failure.code == .noText)
        #expect(failure.detail.contains("none of the PDF's 2 pages has text"))
    }

    @Test func aPictureNeedsRecognition() throws {
        #expect(try Fixtures.failure(Fixtures.path("scan.png"))?.code == .noText)
        var draft = DocumentDraft(limits: ExtractionLimits())
        let bytes = Array(try Data(contentsOf: URL(filePath: Fixtures.path("scan.png"))))
        PartReader.read(bytes, name: "scan.png", as: .attachment, into: &draft, ReadingContext())
        #expect(draft.warnings.isEmpty)
    }

    private static let tesseract = ["/usr/bin/tesseract", "/usr/local/bin/tesseract"]
        .contains { FileManager.default.isExecutableFile(atPath: $0) }
    private static let untried: Comment = "tesseract is not installed."

    @Test(.enabled(if: tesseract, untried))
    func scansAreReadInTheirPlace() throws {
        let document = try read("scanned.pdf", recognition: .init(languages: "eng"))
        #expect(document.description.segments.map(\.page) == [1, 2, 3])
        #expect(document.text.hasSuffix("The scanned page names evil.example"))
        #expect(
            document.description.warnings == ["Pages 2-3 were read by text recognition (OCR); expect mistakes."]
        )
        #expect(!document.description.isPartial)
    }

    @Test(.enabled(if: tesseract, untried))
    func recognitionEndsAtItsLimitOfPages() throws {
        let document = try read("scanned.pdf", recognition: .init(languages: "eng", pages: 1))
        #expect(document.description.segments.map(\.page) == [1, 2])
        #expect(document.description.isPartial)
        #expect(document.description.warnings.last?.hasSuffix("were not read: 3.") == true)
    }

    @Test(.enabled(if: tesseract, untried))
    func recognitionEndsWhenTheTimeIsNearlyUp() throws {
        let limits = ExtractionLimits(wall: .milliseconds(1))
        let document = try read("scanned.pdf", limits: limits, recognition: .init(languages: "eng"))
        #expect(document.description.segments.count == 1)
        #expect(document.description.isPartial)
    }

    @Test(.enabled(if: tesseract, untried))
    func aPictureIsADocument() throws {
        let document = try read("scan.png", recognition: .init(languages: "eng"))
        #expect(document.text == "The scanned page names evil.example")
        #expect(document.description.mediaType == "image/png")
    }

    /// A language that is not installed is said so, and costs only the scans.
    @Test(.enabled(if: tesseract, untried))
    func aMissingLanguageIsNamed() throws {
        let document = try read("scanned.pdf", recognition: .init(languages: "qqq"))
        #expect(document.text == "Typed words on the first page")
        #expect(document.description.warnings.first?.contains("tesseract-ocr-qqq") == true)
    }

    @Test(arguments: [
        ("D:20240131093000+01'00'", "2024-01-31T09:30:00+01:00"), ("D:20240131093000Z", "2024-01-31T09:30:00Z"),
        ("D:2024", "2024"), ("D:202401", "2024-01"), ("D:2024013109", "2024-01-31T09:00"), ("20240131", "2024-01-31"),
        ("2024-12-28T16:24:09Z", "2024-12-28T16:24:09Z"), ("yesterday", "yesterday"), ("D:", "D:"), ("", ""),
        ("D:20240131093000-05", "2024-01-31T09:30:00-05:00"), ("D:123", "D:123"),
    ])
    func datesAreInTheFormOfISO8601(_ date: String, _ expected: String) {
        #expect(String(decoding: PDFDate.normalized(Array(date.utf8)), as: UTF8.self) == expected)
    }

    @Test(arguments: [([2, 3, 4, 7], "2-4, 7"), ([1], "1"), ([], "")])
    func pagesAreNamedInRuns(_ pages: [Int], _ name: String) {
        #expect(ScannedPages.ranges(pages) == name)
    }
}
