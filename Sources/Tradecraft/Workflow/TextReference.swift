import DocumentText

/// The extracted text of a document, without the text.
package struct TextReference: Codable, Hashable, Sendable {
    /// The document whose text is kept in the database.
    package let document: DocumentID
    /// The SHA-256 of the original.
    package let sha256: String
    /// The original's size in bytes.
    package let size: Int64
    /// What the content is.
    package let mediaType: String
    /// How many Unicode scalars the text has.
    package let characters: Int
    /// How many words the text has.
    package let words: Int
    /// The title the document gives itself.
    package let title: String?
    /// The author the document names.
    package let author: String?
    /// How many pages were read, for the formats that have pages.
    package let pageCount: Int?
    /// Whether a part of the text is missing; nil in results of earlier versions.
    package let isPartial: Bool?
    /// What the reader of the report should know.
    package let warnings: [String]

    /// Refers to the text that is kept of a document.
    init(
        _ extracted: ExtractedDocument,
        of document: DocumentID,
        sha256: String,
        size: Int64,
        characters: Int,
        words: Int
    ) {
        self.document = document
        self.sha256 = sha256
        self.size = size
        mediaType = extracted.mediaType
        self.characters = characters
        self.words = words
        title = extracted.title
        author = extracted.metadata["author"]
        pageCount = extracted.pageCount
        isPartial = extracted.isPartial
        warnings = extracted.warnings
    }
}
