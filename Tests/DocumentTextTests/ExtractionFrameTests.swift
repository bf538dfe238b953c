import Testing

@testable import DocumentText

@Suite("The frame between the extractor and its client")
struct ExtractionFrameTests {
    private let document = ExtractedDocument(
        text: "Night Heron\n\ncafé 夜鷺",
        segments: [
            Segment(kind: .heading, start: 0, end: 11, source: 0..<11),
            Segment(kind: .paragraph, start: 13, end: 20, page: 2, part: 1),
        ],
        mediaType: "application/pdf",
        metadata: ["title": "Night Heron", "author": "A. Analyst"],
        pageCount: 2,
        parts: [
            DocumentPart(name: "Indicators", kind: .sheet),
            DocumentPart(name: "a.eml", kind: .attachment, mediaType: "message/rfc822", parent: 0),
        ],
        isPartial: true,
        warnings: ["One."]
    )
    private let limits = ExtractionLimits()

    private var frame: [UInt8] {
        ExtractionFrame.documentHead(document, textBytes: document.text.utf8.count) + Array(document.text.utf8)
    }

    @Test func aDocumentComesBackAsItWas() throws {
        #expect(try ExtractionFrame.decode(frame, limits: limits) == .document(document))
    }

    @Test func aFailureComesBackAsItWas() throws {
        let frame = ExtractionFrame.failure(.encrypted, detail: "a password is needed")
        #expect(
            try ExtractionFrame.decode(frame, limits: limits) == .failure(.encrypted, detail: "a password is needed")
        )
    }

    @Test(arguments: ExtractionError.Code.allCases)
    func everyCodeTravels(_ code: ExtractionError.Code) throws {
        let frame = ExtractionFrame.failure(code, detail: "")
        #expect(try ExtractionFrame.decode(frame, limits: limits) == .failure(code, detail: ""))
    }

    /// A child that is killed while it writes leaves a part of a frame: none of them may pass for a whole one.
    @Test func aFrameCutOffAnywhereIsRefused() {
        for length in 0..<frame.count {
            #expect(throws: ExtractionFrame.Violation.self) {
                try ExtractionFrame.decode(Array(frame.prefix(length)), limits: limits)
            }
        }
    }

    @Test func bytesAfterTheFrameAreRefused() {
        #expect(throws: ExtractionFrame.Violation.self) { try ExtractionFrame.decode(frame + [0], limits: limits) }
    }

    /// Whatever a broken child sends: the reader answers or refuses, it does not trap, and what it accepts is in bounds.
    @Test func everyChangedByteIsReadOrRefused() throws {
        for index in frame.indices {
            for change: UInt8 in [0x01, 0x80, 0xFF] {
                var changed = frame
                changed[index] ^= change
                let content: ExtractionFrame.Content
                do {
                    content = try ExtractionFrame.decode(changed, limits: limits)
                } catch {
                    continue
                }
                guard case .document(let document) = content else { continue }
                let count = document.text.unicodeScalars.count
                #expect(document.segments.allSatisfy { $0.start >= 0 && $0.end <= count && $0.start < $0.end })
            }
        }
    }

    struct Lie: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let document: ExtractedDocument
        var text: [UInt8] = Array("words".utf8)
        var limits = ExtractionLimits()
    }

    private static func document(_ segments: [Segment], pages: Int? = nil) -> ExtractedDocument {
        ExtractedDocument(text: "", segments: segments, mediaType: "text/plain", pageCount: pages)
    }

    static let lies = [
        Lie(testDescription: "a segment beyond the text", document: document([Segment(kind: .code, start: 0, end: 6)])),
        Lie(testDescription: "an empty segment", document: document([Segment(kind: .code, start: 2, end: 2)])),
        Lie(
            testDescription: "segments that overlap",
            document: document([Segment(kind: .code, start: 0, end: 3), Segment(kind: .code, start: 2, end: 4)])
        ),
        Lie(
            testDescription: "a segment on a page there cannot be",
            document: document([Segment(kind: .code, start: 0, end: 3, page: 2001)])
        ),
        Lie(testDescription: "too many pages", document: document([], pages: 2001)),
        Lie(testDescription: "text that is not UTF-8", document: document([]), text: [0x61, 0xC3, 0x28]),
        Lie(testDescription: "a control character", document: document([]), text: [0x61, 0x1B, 0x62]),
        Lie(testDescription: "more text than allowed", document: document([]), limits: ExtractionLimits(textBytes: 4)),
        Lie(
            testDescription: "more segments than allowed",
            document: document([Segment(kind: .code, start: 0, end: 1), Segment(kind: .code, start: 2, end: 3)]),
            limits: ExtractionLimits(segments: 1)
        ),
    ]

    @Test(arguments: lies)
    func aLieIsRefused(_ lie: Lie) {
        let frame = ExtractionFrame.documentHead(lie.document, textBytes: lie.text.count) + lie.text
        #expect(throws: ExtractionFrame.Violation.self) { try ExtractionFrame.decode(frame, limits: lie.limits) }
    }

    /// A count of four billion segments must be refused before anything is allocated for them.
    @Test func aCountWithNothingBehindItIsRefused() {
        var frame = ExtractionFrame.documentHead(Self.document([]), textBytes: 0)
        let position = frame.count - 4
        for offset in 0..<4 {
            frame[position + offset] = offset == 3 ? 0 : 0xFF
        }
        #expect(throws: ExtractionFrame.Violation.self) {
            try ExtractionFrame.decode(frame, limits: ExtractionLimits(segments: .max / 64))
        }
    }
}
