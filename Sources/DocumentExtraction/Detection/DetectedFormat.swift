/// What a document's content is.
package enum DetectedFormat: Equatable, Sendable {
    /// `application/pdf`.
    case pdf
    /// A Word document in the Office Open XML format.
    case docx
    /// HTML or XHTML.
    case html
    /// Markdown, by the name: its content is plain text.
    case markdown
    /// Text as it stands, with its media type.
    case text(mediaType: String, PlainTextReader.Layout)
    /// A container that holds an encrypted document.
    case encrypted(String)
    /// Something that cannot be read, with its media type.
    case unsupported(String)

    /// The media type for reports.
    package var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .html: "text/html"
        case .markdown: "text/markdown"
        case .text(let mediaType, _), .encrypted(let mediaType), .unsupported(let mediaType): mediaType
        }
    }
}
