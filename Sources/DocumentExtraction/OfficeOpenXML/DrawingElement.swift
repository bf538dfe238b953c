/// The elements of slides, drawings, charts and diagrams that matter for the text.
enum DrawingElement {
    case shape, placeholder
    case paragraph, text, lineBreak, bullet, noBullet
    case table, row, cell
    case link
    case alternatives, fallback
    /// Names in a chart that come out of a worksheet.
    case cachedNames, cachedName
    /// A comment or an answer to one; the older kind has its text without paragraphs.
    case comment, commentText

    /// The element with this name, in the transitional or the strict name space.
    init?(_ name: XMLName) {
        guard let space = OfficeNameSpace(of: name), let element = Self.elements(of: space)[name.localName] else {
            return nil
        }
        self = element
    }

    private static func elements(of space: OfficeNameSpace) -> [String: DrawingElement] {
        switch space {
        case .drawing: drawing
        case .presentation, .sheetDrawing, .diagram: frames
        case .chart: charts
        case .compatibility: ["AlternateContent": .alternatives, "Fallback": .fallback]
        case .modernComments: ["cm": .comment, "reply": .comment]
        case .math: ["t": .text]
        case .word, .sheet, .vml: [:]
        }
    }

    private static let drawing: [String: DrawingElement] = [
        "p": .paragraph, "t": .text, "br": .lineBreak, "buChar": .bullet, "buAutoNum": .bullet, "buBlip": .bullet,
        "buNone": .noBullet, "tbl": .table, "tr": .row, "tc": .cell, "hlinkClick": .link, "hlinkHover": .link,
        "hlinkMouseOver": .link,
    ]

    private static let frames: [String: DrawingElement] = [
        "sp": .shape, "graphicFrame": .shape, "pic": .shape, "cxnSp": .shape, "ph": .placeholder, "cm": .comment,
        "text": .commentText,
    ]

    private static let charts: [String: DrawingElement] = [
        "strCache": .cachedNames, "strDim": .cachedNames, "v": .cachedName, "pt": .cachedName,
    ]
}
