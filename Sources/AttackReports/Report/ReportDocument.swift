/// The facts about a document that its report shows.
package struct ReportDocument: Codable, Hashable, Sendable {
    /// The file's name as it is shown to people: bytes that are not text already written out as escapes.
    package let name: String
    /// The SHA-256 of the file, in lower-case hexadecimal.
    package let sha256: String
    /// The size of the file in bytes.
    package let size: Int
    /// The media type that was detected, for instance `application/pdf`.
    package let mediaType: String
    /// The document's own title, when it has one.
    package let title: String?
    /// The document's own author, when it names one.
    package let author: String?
    /// The number of pages, for formats that have pages.
    package let pageCount: Int?
    /// The number of words in the extracted text, when they were counted.
    package let wordCount: Int?

    /// Creates the facts of a document.
    package init(
        name: String,
        sha256: String,
        size: Int,
        mediaType: String,
        title: String? = nil,
        author: String? = nil,
        pageCount: Int? = nil,
        wordCount: Int? = nil
    ) {
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.mediaType = mediaType
        self.title = title
        self.author = author
        self.pageCount = pageCount
        self.wordCount = wordCount
    }

    /// What a heading calls the document: its title, and its file name when the title is missing or blank.
    var heading: String {
        guard let title, !InertText.line(title).isEmpty else {
            return name
        }
        return title
    }
}
