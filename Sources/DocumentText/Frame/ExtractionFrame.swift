/// The messages an extractor child writes to its standard output.
///
/// All numbers are little-endian. A frame is `TCXF`, a version byte, a kind byte, the payload's length (8 bytes) and the
/// payload. Strings and lists begin with a 4 byte count.
///
/// The stream is one frame of a document or a failure; or, from a container, frames of members and references in the
/// order of their numbers, and then one listing. Nothing follows.
///
/// - A document's payload is the length of its head (4), the head, and the text's UTF-8. The head is media type, page
///   count (4 bytes, all ones: none), whether it is partial (1), warnings, metadata pairs, parts (kind 1, parent + 1 in
///   4, name, media type), and segments (kind 1, start 4, end 4, page 4, zero: none, part + 1 in 4, source start and end
///   4 each, all ones: none).
/// - A failure's is code and detail.
/// - A member's is its number (4), its name and the file's bytes; a reference's is its number (4) and an address.
/// - A listing's is media type, warnings, the members that were left out (name, code), how many members and references
///   came before it (4) and how many bytes the members had (8).
package enum ExtractionFrame {
    /// The bytes one segment takes.
    package static let segmentSize = 25

    static let magic: [UInt8] = [0x54, 0x43, 0x58, 0x46]
    static let version: UInt8 = 2
    static let headerSize = 14
    static let maximumStrings = 256
    static let maximumStringBytes = 4096
    static let maximumParts = 10_000
    static let maximumSkipped = 256
    /// The largest payload that is neither a document's nor a member's: lists of strings.
    static let maximumListBytes = (maximumStrings + 2 * maximumSkipped + 4) * (maximumStringBytes + 4)

    enum Kind: UInt8 {
        case document = 1
        case failure = 2
        case member = 3
        case reference = 4
        case listing = 5
    }

    /// What a stream of frames says.
    package enum Content: Equatable, Sendable {
        /// The document's text.
        case document(ExtractedDocument)
        /// What a container held; the files themselves went to a ``MemberReceiver``.
        case members(MemberListing)
        /// Why there is none, in the child's words.
        case failure(ExtractionError.Code, detail: String)
    }

    /// A stream that breaks the format, with the rule it broke.
    package struct Violation: Error, Equatable, Sendable {
        /// The rule, as a short clause.
        package let rule: String

        /// Whether the rule is a limit, and the stream has more than it allows.
        package let isExcess: Bool

        init(_ rule: String, isExcess: Bool = false) {
            self.rule = rule
            self.isExcess = isExcess
        }
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
