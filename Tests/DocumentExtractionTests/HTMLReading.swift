import DocumentText

@testable import DocumentExtraction

/// A page read in this process.
struct HTMLReading {
    let draft: DocumentDraft

    /// Reads a page that is in memory; the places in it are those of a file.
    init(_ html: String) {
        self.init(Array(html.utf8))
    }

    init(_ bytes: [UInt8], limits: ExtractionLimits = ExtractionLimits()) {
        var draft = DocumentDraft(limits: limits)
        // A source refuses nothing but an empty file, which has no text either.
        if let source = try? DocumentSource(bytes: bytes, name: "page.html") {
            // Nothing in a page makes reading it fail.
            try? HTMLReader.read(source, into: &draft)
        }
        self.draft = draft
    }

    var text: String { String(decoding: draft.text.utf8, as: UTF8.self) }

    /// The kinds and texts of the blocks.
    var blocks: [String] { draft.text.segments.map { "\($0.kind): \(text(of: $0))" } }

    /// The texts of the blocks that are around the content.
    var navigation: [String] {
        draft.text.segments.filter { $0.kind == .navigation }.map { text(of: $0) }
    }

    func text(of segment: Segment) -> String {
        let scalars = Array(text.unicodeScalars)[segment.start..<segment.end]
        return String(String.UnicodeScalarView(scalars))
    }
}
