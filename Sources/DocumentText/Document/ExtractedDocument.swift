/// The text of one document, and what is known about it.
///
/// The text is what everything downstream works on: evidence offsets count Unicode scalars of ``text`` and of nothing
/// else. It is in Unicode normalisation form C, its only control character is the line feed, and its segments cover it
/// in order without overlapping.
package struct ExtractedDocument: Codable, Equatable, Sendable {
    /// The whole text: segments separated by line feeds, a blank line between paragraphs.
    package let text: String

    /// The blocks of the text, in order.
    package let segments: [Segment]

    /// What the content is, whatever the file's name says: `application/pdf`, `text/html`, ...
    package let mediaType: String

    /// What the document says of itself, by lower-case name: `title`, `author`, `subject`, `language`, `created`,
    /// `modified`, `creator`, `keywords`, `description`, `charset`, `source` (the address it gives itself).
    package let metadata: [String: String]

    /// How many pages were read, for the formats that have pages.
    package let pageCount: Int?

    /// The pieces with a name of their own: sheets, slides, attached files.
    package let parts: [DocumentPart]

    /// Whether a limit or damage kept a part of the text out.
    package let isPartial: Bool

    /// What the reader of a report should know: text cut off at a limit, a guessed character set, damaged parts.
    package let warnings: [String]

    /// A document from its parts; the segments are expected to be in order and inside the text.
    package init(
        text: String,
        segments: [Segment],
        mediaType: String,
        metadata: [String: String] = [:],
        pageCount: Int? = nil,
        parts: [DocumentPart] = [],
        isPartial: Bool = false,
        warnings: [String] = []
    ) {
        self.text = text
        self.segments = segments
        self.mediaType = mediaType
        self.metadata = metadata
        self.pageCount = pageCount
        self.parts = parts
        self.isPartial = isPartial
        self.warnings = warnings
    }

    /// The title the document gives itself, if it does.
    package var title: String? { metadata["title"] }

    /// The segment that holds the scalar at `offset`, or the last one before it when `offset` is in a separator.
    package func segment(at offset: Int) -> Segment? {
        var low = 0
        var high = segments.count
        while low < high {
            let middle = (low + high) / 2
            if segments[middle].start <= offset {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low == 0 ? nil : segments[low - 1]
    }

    /// The part that the scalar at `offset` was in.
    package func part(at offset: Int) -> DocumentPart? {
        segment(at: offset)?.part.flatMap { parts.indices.contains($0) ? parts[$0] : nil }
    }

    /// The page, counted from 1, that the scalar at `offset` was on.
    package func page(at offset: Int) -> Int? { segment(at: offset)?.page }
}

extension ExtractedDocument {
    /// Reads a document, also one that was kept before there were parts.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        text = try values.decode(String.self, forKey: .text)
        segments = try values.decode([Segment].self, forKey: .segments)
        mediaType = try values.decode(String.self, forKey: .mediaType)
        metadata = try values.decode([String: String].self, forKey: .metadata)
        pageCount = try values.decodeIfPresent(Int.self, forKey: .pageCount)
        parts = try values.decodeIfPresent([DocumentPart].self, forKey: .parts) ?? []
        isPartial = try values.decodeIfPresent(Bool.self, forKey: .isPartial) ?? false
        warnings = try values.decode([String].self, forKey: .warnings)
    }
}
