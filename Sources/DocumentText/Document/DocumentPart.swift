/// A piece of a document that has a name of its own.
package struct DocumentPart: Codable, Hashable, Sendable {
    /// The name the document gives it: of a sheet, of an attached file.
    package let name: String

    /// What it is.
    package let kind: Kind

    /// What its content is, where it is a file of its own.
    package let mediaType: String?

    /// The part that holds it, as an index into ``ExtractedDocument/parts``; `nil` for one of the document itself.
    package let parent: Int?

    /// A part with its place.
    package init(name: String, kind: Kind, mediaType: String? = nil, parent: Int? = nil) {
        self.name = name
        self.kind = kind
        self.mediaType = mediaType
        self.parent = parent
    }

    /// What a part can be.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// A sheet of a workbook.
        case sheet
        /// A slide of a presentation.
        case slide
        /// A file of an electronic book.
        case chapter
        /// A file attached to a message or a page.
        case attachment
        /// A file put into a document.
        case embedded
        /// A message within a message.
        case message
    }
}
