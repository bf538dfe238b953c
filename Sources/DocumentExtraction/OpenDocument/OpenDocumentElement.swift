/// The elements of OpenDocument that matter for the text.
enum OpenDocumentElement {
    case paragraph, heading, listItem
    case spaces, tab, lineBreak, link
    case table, row, cell
    case frame, textBox, object, objectOLE
    case note, annotation, notes
    /// A field that says something about the page or the file.
    case pageField
    /// The footer or header of a presentation, which is not in paragraphs.
    case declaration
    case spreadsheet, page, style, defaultStyle, textProperties
    /// A header or footer of a page style.
    case pageHeader
    /// What is not part of the text: what was deleted, how it is pronounced, who wrote a comment.
    case skipped

    /// The element with this name.
    init?(_ name: XMLName) {
        guard let space = Self.space(of: name.nameSpace), let element = Self.elements[space]?[name.localName] else {
            return nil
        }
        self = element
    }

    private enum Space {
        case text, table, draw, office, presentation, style, metadata, number, script
    }

    /// The name spaces of OpenDocument, and those of the format that came before it.
    private static func space(of address: String) -> Space? {
        let own = "urn:oasis:names:tc:opendocument:xmlns:"
        let older = "http://openoffice.org/2000/"
        let name: Substring
        if address.hasPrefix(own) {
            name = address.dropFirst(own.count).prefix { $0 != ":" }
        } else if address.hasPrefix(older) {
            name = address.dropFirst(older.count)
        } else {
            return address == "http://purl.org/dc/elements/1.1/" ? .metadata : nil
        }
        return switch name {
        case "text": .text
        case "table": .table
        case "drawing": .draw
        case "office": .office
        case "presentation": .presentation
        case "style": .style
        case "meta", "svg-compatible": .metadata
        case "datastyle": .number
        case "script": .script
        default: nil
        }
    }

    private static let elements: [Space: [String: OpenDocumentElement]] = [
        .text: [
            "p": .paragraph, "h": .heading, "list-item": .listItem, "s": .spaces, "tab": .tab, "tab-stop": .tab,
            "line-break": .lineBreak, "a": .link, "note-body": .note, "footnote-body": .note, "endnote-body": .note,
            "note-citation": .skipped, "footnote-citation": .skipped, "endnote-citation": .skipped,
            "tracked-changes": .skipped, "ruby-text": .skipped, "script": .skipped,
            "table-of-content-source": .skipped, "illustration-index-source": .skipped, "table-index-source": .skipped,
            "object-index-source": .skipped, "user-index-source": .skipped, "alphabetical-index-source": .skipped,
            "bibliography-source": .skipped, "page-number": .pageField, "page-count": .pageField,
            "sheet-name": .pageField, "date": .pageField, "time": .pageField, "title": .pageField,
            "file-name": .pageField,
        ],
        .table: [
            "table": .table, "table-row": .row, "table-cell": .cell, "covered-table-cell": .cell,
            "tracked-changes": .skipped,
        ],
        .draw: [
            "frame": .frame, "text-box": .textBox, "page": .page, "a": .link, "object": .object,
            "object-ole": .objectOLE, "custom-shape": .textBox, "rect": .textBox, "ellipse": .textBox,
            "circle": .textBox, "polygon": .textBox, "polyline": .textBox, "path": .textBox, "line": .textBox,
            "connector": .textBox, "caption": .textBox, "regular-polygon": .textBox, "measure": .textBox,
            "title": .skipped, "desc": .skipped,
        ],
        .office: [
            "annotation": .annotation, "binary-data": .skipped, "scripts": .skipped, "spreadsheet": .spreadsheet,
        ],
        .presentation: [
            "notes": .notes, "footer-decl": .declaration, "header-decl": .declaration, "event-listener": .link,
        ],
        .style: [
            "style": .style, "default-style": .defaultStyle, "text-properties": .textProperties,
            "properties": .textProperties, "header": .pageHeader, "header-left": .pageHeader,
            "header-first": .pageHeader, "footer": .pageHeader, "footer-left": .pageHeader,
            "footer-first": .pageHeader,
        ],
        .metadata: [
            "creator": .skipped, "date": .skipped, "creator-initials": .skipped, "date-string": .skipped,
            "title": .skipped, "desc": .skipped,
        ],
        .number: [:],
        .script: ["event-listener": .link],
    ]
}
