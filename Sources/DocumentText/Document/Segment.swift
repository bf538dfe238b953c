/// A block of a document's text.
package struct Segment: Codable, Hashable, Sendable {
    /// What the block was in the document.
    package let kind: Kind

    /// Where it begins, in Unicode scalars from the start of the text.
    package let start: Int

    /// Where it ends: the offset after its last scalar.
    package let end: Int

    /// The page it was on, counted from 1; `nil` where the format has no pages.
    package let page: Int?

    /// The part of the document it was in, as an index into ``ExtractedDocument/parts``; `nil` for the document itself.
    package let part: Int?

    /// The bytes of the file it was read from; `nil` where the format does not keep text as it stands.
    package let source: Range<Int>?

    /// A block between two scalar offsets.
    package init(kind: Kind, start: Int, end: Int, page: Int? = nil, part: Int? = nil, source: Range<Int>? = nil) {
        self.kind = kind
        self.start = start
        self.end = end
        self.page = page
        self.part = part
        self.source = source
    }

    /// What a block can be.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// Running text.
        case paragraph
        /// A title or a section heading.
        case heading
        /// One item of a list.
        case listItem
        /// One row of a table, its cells separated by two spaces; or a line of a CSV file as it stands.
        case tableRow
        /// Code, a listing, or preformatted text: its line breaks are its own.
        case code
        /// A footnote or an endnote.
        case footnote
        /// A reviewer's comment.
        case comment
        /// A running header or footer, given once.
        case pageHeader
        /// The target of a hyperlink that the text does not show.
        case link
        /// What is around a page's content: menus, breadcrumbs, banners, footers, related links.
        case navigation
    }
}
