/// The elements of WordprocessingML that matter for the text.
enum WordElement {
    case paragraph, paragraphStyle, numbering, outlineLevel
    case text, lineBreak, tab, noBreakHyphen, instruction
    case table, row, cell
    case textBox, hyperlink, alternatives, fallback
    /// A note, comment or other part of its own within a part.
    case note
    case embeddedPart
    /// What is not part of the text: earlier versions of it.
    case skipped
    case drawingParagraph

    /// The element with this name, in the transitional or the strict name space.
    init?(_ name: XMLName) {
        let space = name.nameSpace
        if space.hasSuffix("/wordprocessingml/2006/main") || space.hasSuffix("/wordprocessingml/main") {
            guard let element = Self.word[name.localName] else { return nil }
            self = element
        } else if space.hasSuffix("/markup-compatibility/2006") {
            switch name.localName {
            case "AlternateContent": self = .alternatives
            case "Fallback": self = .fallback
            default: return nil
            }
        } else if space.hasSuffix("/drawingml/2006/main") || space.hasSuffix("/drawingml/main") {
            switch name.localName {
            case "t": self = .text
            case "p": self = .drawingParagraph
            default: return nil
            }
        } else if space.hasSuffix("/officeDocument/2006/math") || space.hasSuffix("/officeDocument/math") {
            guard name.localName == "t" else { return nil }
            self = .text
        } else {
            return nil
        }
    }

    private static let word: [String: WordElement] = [
        "p": .paragraph, "pStyle": .paragraphStyle, "numId": .numbering, "outlineLvl": .outlineLevel,
        "t": .text, "br": .lineBreak, "cr": .lineBreak, "tab": .tab, "ptab": .tab, "noBreakHyphen": .noBreakHyphen,
        "instrText": .instruction, "tbl": .table, "tr": .row, "tc": .cell, "txbxContent": .textBox,
        "hyperlink": .hyperlink, "footnote": .note, "endnote": .note, "comment": .note, "altChunk": .embeddedPart,
        "moveFrom": .skipped, "pPrChange": .skipped, "rPrChange": .skipped, "sectPrChange": .skipped,
        "tblPrChange": .skipped, "tcPrChange": .skipped, "trPrChange": .skipped, "numberingChange": .skipped,
        "tabs": .skipped,
    ]
}
