/// The elements of WordprocessingML that matter for the text.
enum WordElement {
    case paragraph, paragraphStyle, numbering, outlineLevel
    case text, lineBreak, tab, noBreakHyphen, symbol
    case instruction, field, fieldMark
    case table, row, cell
    case textBox, textPath, hyperlink, alternatives, fallback
    /// A note, comment or other part of its own within a part.
    case note
    case embeddedPart
    /// What is not part of the text: earlier versions of it, or how it is pronounced.
    case skipped
    case drawingParagraph

    /// The element with this name, in the transitional or the strict name space.
    init?(_ name: XMLName) {
        let elements: [String: WordElement] =
            switch OfficeNameSpace(of: name) {
            case .word: Self.word
            case .compatibility: ["AlternateContent": .alternatives, "Fallback": .fallback]
            case .drawing: ["t": .text, "p": .drawingParagraph]
            case .math: ["t": .text]
            case .vml: ["textpath": .textPath]
            default: [:]
            }
        guard let element = elements[name.localName] else { return nil }
        self = element
    }

    private static let word: [String: WordElement] = [
        "p": .paragraph, "pStyle": .paragraphStyle, "numId": .numbering, "outlineLvl": .outlineLevel,
        "t": .text, "br": .lineBreak, "cr": .lineBreak, "tab": .tab, "ptab": .tab, "noBreakHyphen": .noBreakHyphen,
        "sym": .symbol, "instrText": .instruction, "fldSimple": .field, "fldChar": .fieldMark, "tbl": .table,
        "tr": .row, "tc": .cell,
        "txbxContent": .textBox, "hyperlink": .hyperlink, "footnote": .note, "endnote": .note, "comment": .note,
        "altChunk": .embeddedPart, "del": .skipped, "moveFrom": .skipped, "pPrChange": .skipped,
        "rPrChange": .skipped, "sectPrChange": .skipped, "tblPrChange": .skipped, "tcPrChange": .skipped,
        "trPrChange": .skipped, "numberingChange": .skipped, "tabs": .skipped, "rt": .skipped,
    ]
}
