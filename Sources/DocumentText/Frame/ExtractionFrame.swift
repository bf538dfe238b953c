/// The one message an extractor child writes to its standard output.
///
/// All numbers are little-endian. `TCXF`, a version byte, a kind byte, the payload's length (8 bytes), the payload, and
/// then the end of the stream. A document's payload is media type, page count (4 bytes, all ones: none), warnings,
/// metadata pairs, segments (kind 1, start 4, end 4, page 4, zero: none), and the text's length (8) and UTF-8 bytes; a
/// failure's is code and detail. Strings and lists begin with a 4 byte count.
package enum ExtractionFrame {
    /// The bytes one segment takes.
    package static let segmentSize = 13

    static let magic: [UInt8] = [0x54, 0x43, 0x58, 0x46]
    static let version: UInt8 = 1
    static let headerSize = 14
    static let maximumStrings = 256
    static let maximumStringBytes = 4096

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
        }
    }

    static let byFrameCode: [UInt8: Segment.Kind] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.frameCode, $0) }
    )
}
