/// The one message an extractor child writes to its standard output.
///
/// All numbers are little-endian. `TCXF`, a version byte, a kind byte, the payload's length (8 bytes), the payload, and
/// then the end of the stream. A document's payload is media type, page count (4 bytes, all ones: none), whether it is
/// partial (1), warnings, metadata pairs, parts (kind 1, parent + 1 in 4, name, media type), segments (kind 1, start 4,
/// end 4, page 4, zero: none, part + 1 in 4, source start and end 4 each, all ones: none), and the text's length (8) and
/// UTF-8 bytes; a failure's is code and detail. Strings and lists begin with a 4 byte count.
package enum ExtractionFrame {
    /// The bytes one segment takes.
    package static let segmentSize = 25

    static let magic: [UInt8] = [0x54, 0x43, 0x58, 0x46]
    static let version: UInt8 = 2
    static let headerSize = 14
    static let maximumStrings = 256
    static let maximumStringBytes = 4096
    static let maximumParts = 10_000

    enum Kind: UInt8 {
        case document = 1
        case failure = 2
    }

    /// What a frame says.
    package enum Content: Equatable, Sendable {
        /// The document's text.
        case document(ExtractedDocument)
        /// Why there is none, in the child's words.
        case failure(ExtractionError.Code, detail: String)
    }

    /// A frame that breaks the format, with the rule it broke.
    package struct Violation: Error, Equatable, Sendable {
        /// The rule, as a short clause.
        package let rule: String

        init(_ rule: String) { self.rule = rule }
    }
}

extension Segment.Kind {
    /// The kind's number in a frame.
    var frameCode: UInt8 {
        switch self {
        case .paragraph: 0
        case .heading: 1
        case .listItem: 2
        case .tableRow: 3
        case .code: 4
        case .footnote: 5
        case .comment: 6
        case .pageHeader: 7
        case .link: 8
        case .navigation: 9
        }
    }

    static let byFrameCode: [UInt8: Segment.Kind] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.frameCode, $0) }
    )
}

extension DocumentPart.Kind {
    /// The kind's number in a frame.
    var frameCode: UInt8 {
        switch self {
        case .sheet: 0
        case .slide: 1
        case .chapter: 2
        case .attachment: 3
        case .embedded: 4
        case .message: 5
        }
    }

    static let byFrameCode: [UInt8: DocumentPart.Kind] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.frameCode, $0) }
    )
}
