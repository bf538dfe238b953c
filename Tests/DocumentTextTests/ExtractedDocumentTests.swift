import Testing

@testable import DocumentText

@Suite("An extracted document")
struct ExtractedDocumentTests {
    private let document = ExtractedDocument(
        text: "one\n\ntwo\n\nthree",
        segments: [
            Segment(kind: .paragraph, start: 0, end: 3, page: 1), Segment(kind: .paragraph, start: 5, end: 8, page: 1),
            Segment(kind: .paragraph, start: 10, end: 15, page: 2),
        ],
        mediaType: "application/pdf"
    )

    @Test(arguments: [(0, 1), (3, 1), (7, 1), (9, 1), (10, 2), (14, 2), (99, 2)])
    func anOffsetHasThePageOfItsSegment(_ offset: Int, _ page: Int) {
        #expect(document.page(at: offset) == page)
    }

    @Test func beforeTheFirstSegmentThereIsNone() {
        let late = ExtractedDocument(
            text: "  x",
            segments: [Segment(kind: .code, start: 2, end: 3)],
            mediaType: "text/plain"
        )
        #expect(late.segment(at: 1) == nil)
        #expect(late.segment(at: 2)?.kind == .code)
    }
}

@Suite("An extraction error")
struct ExtractionErrorTests {
    @Test func itsDescriptionIsOneLineThatNamesCodeAndDocument() {
        let error = ExtractionError(.unsupportedFormat, document: "a\nb.bin", detail: "type\napplication/x\u{7}")
        #expect(
            error.description
                == #"document extract failed (unsupportedFormat) for "a\nb.bin": type application/x "#
        )
    }

    @Test func aLongDetailIsCut() {
        let error = ExtractionError(.damaged, document: "", detail: String(repeating: "x", count: 5000))
        #expect(error.detail.unicodeScalars.count == ExtractionError.maximumDetail)
    }

    @Test func onlyWhatMayPassByItselfIsTransient() {
        let transient = ExtractionError.Code.allCases.filter { ExtractionError($0, document: "").isTransient }
        #expect(transient == [.crashed, .unavailable])
    }

    @Test func everyCodeIsFoundByItsName() {
        for code in ExtractionError.Code.allCases {
            #expect(ExtractionError.Code(name: code.description) == code)
        }
        #expect(ExtractionError.Code(name: "somethingElse") == nil)
    }
}

@Suite("The child's command line")
struct ExtractorArgumentsTests {
    @Test func itIsReadAsItWasMeant() {
        var limits = ExtractionLimits()
        limits.cpuSeconds = 3
        limits.pages = 7
        let arguments = ExtractorArguments(name: "--pages 9", parent: 42, limits: limits)
        #expect(ExtractorArguments(commandLine: arguments.commandLine) == arguments)
    }

    @Test(arguments: [
        ["--pages"], ["--pages", "0"], ["--pages", "-1"], ["--pages", "x"], ["file.pdf"], ["--what", "1"],
    ])
    func whatIsNotUnderstoodIsRefused(_ line: [String]) {
        #expect(ExtractorArguments(commandLine: line) == nil)
    }
}
