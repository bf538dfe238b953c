/// What a document's content is.
package enum DetectedFormat: Equatable, Sendable {
    /// `application/pdf`.
    case pdf
    /// A Word document in the Office Open XML format.
    case docx
    /// A PowerPoint presentation in the Office Open XML format.
    case pptx
    /// An Excel workbook in the Office Open XML format.
    case xlsx
    /// A text, spreadsheet or presentation in the OpenDocument format, with its media type.
    case openDocument(String)
    /// An electronic book.
    case epub
    /// HTML or XHTML.
    case html
    /// Markdown, by the name: its content is plain text.
    case markdown
    /// Rich Text Format.
    case rtf
    /// One mail message.
    case mail
    /// A page saved with what it shows, in the format of a mail message.
    case webArchive
    /// A message of Outlook.
    case outlookMessage
    /// A Word document of the years before 2007.
    case legacyWord
    /// An Excel workbook of the years before 2007.
    case legacyExcel
    /// A PowerPoint presentation of the years before 2007.
    case legacyPowerPoint
    /// JSON, or one JSON value a line.
    case json(isLines: Bool)
    /// A picture, with its media type.
    case image(String)
    /// Text as it stands, with its media type.
    case text(mediaType: String, PlainTextReader.Layout)
    /// A file that holds other files, with its media type.
    case archive(String)
    /// A file with many mail messages.
    case mailbox
    /// A file that says where documents are on the Web.
    case links(LinkFormat)
    /// A container that holds an encrypted document.
    case encrypted(String)
    /// Something that cannot be read, with its media type.
    case unsupported(String)

    /// The ways to write down an address in a file of its own.
    package enum LinkFormat: String, Sendable {
        /// A shortcut of Windows: `.url`.
        case shortcut
        /// A shortcut of macOS: `.webloc`.
        case propertyList
        /// One address a line: `.urls`.
        case lines
    }

    /// Whether each thing within it is a document of its own.
    package var isContainer: Bool {
        switch self {
        case .archive, .mailbox, .links: true
        default: false
        }
    }

    /// The media type for reports.
    package var mediaType: String {
        let office = "application/vnd.openxmlformats-officedocument"
        return switch self {
        case .pdf: "application/pdf"
        case .docx: "\(office).wordprocessingml.document"
        case .pptx: "\(office).presentationml.presentation"
        case .xlsx: "\(office).spreadsheetml.sheet"
        case .epub: "application/epub+zip"
        case .html: "text/html"
        case .markdown: "text/markdown"
        case .rtf: "text/rtf"
        case .mail: "message/rfc822"
        case .webArchive: "multipart/related"
        case .outlookMessage: "application/vnd.ms-outlook"
        case .legacyWord: "application/msword"
        case .legacyExcel: "application/vnd.ms-excel"
        case .legacyPowerPoint: "application/vnd.ms-powerpoint"
        case .json(let isLines): isLines ? "application/x-ndjson" : "application/json"
        case .mailbox: "application/mbox"
        case .links(.shortcut): "application/x-mswinurl"
        case .links(.propertyList): "application/x-webloc"
        case .links(.lines): "text/uri-list"
        case .text(let mediaType, _), .encrypted(let mediaType), .unsupported(let mediaType), .archive(let mediaType),
            .image(let mediaType), .openDocument(let mediaType):
            mediaType
        }
    }
}
