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
    /// Whether a limit or damage kept a part of the text out.
    package let isPartial: Bool
    /// Where on the Web it was fetched from.
    package let address: String?
    /// Which document of this name it is, from 1; `nil` where it is the only one.
    package let version: Int?
    /// The id of the document of this name that came before it.
    package let previous: String?

    /// Creates the facts of a document.
    package init(
        name: String,
        sha256: String,
        size: Int,
        mediaType: String,
        title: String? = nil,
        author: String? = nil,
        pageCount: Int? = nil,
        wordCount: Int? = nil,
        isPartial: Bool = false,
        address: String? = nil,
        version: Int? = nil,
        previous: String? = nil
    ) {
        self.name = name
        self.sha256 = sha256
        self.size = size
        self.mediaType = mediaType
        self.title = title
        self.author = author
        self.pageCount = pageCount
        self.wordCount = wordCount
        self.isPartial = isPartial
        self.address = address
        self.version = version
        self.previous = previous
    }

    /// Reads facts, also those that were written before documents could be partial.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        sha256 = try values.decode(String.self, forKey: .sha256)
        size = try values.decode(Int.self, forKey: .size)
        mediaType = try values.decode(String.self, forKey: .mediaType)
        title = try values.decodeIfPresent(String.self, forKey: .title)
        author = try values.decodeIfPresent(String.self, forKey: .author)
        pageCount = try values.decodeIfPresent(Int.self, forKey: .pageCount)
        wordCount = try values.decodeIfPresent(Int.self, forKey: .wordCount)
        isPartial = try values.decodeIfPresent(Bool.self, forKey: .isPartial) ?? false
        address = try values.decodeIfPresent(String.self, forKey: .address)
        version = try values.decodeIfPresent(Int.self, forKey: .version)
        previous = try values.decodeIfPresent(String.self, forKey: .previous)
    }

    /// What a heading calls the document: its title, and its file name when the title is missing or blank.
    var heading: String {
        guard let title, !InertText.line(title).isEmpty else {
            return name
        }
        return title
    }
}
