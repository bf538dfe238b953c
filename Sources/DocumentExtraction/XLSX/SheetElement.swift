/// The elements of SpreadsheetML that matter for the text.
enum SheetElement {
    case row, cell, value, formula, inlineString, text, phonetic
    case hyperlink, header
    /// An entry of the list of strings.
    case string
    case numberFormats, numberFormat, cellFormats, cellFormat
    case author, comment

    /// The element with this name, in the transitional or the strict name space.
    init?(_ name: XMLName) {
        switch OfficeNameSpace(of: name) {
        case .sheet:
            guard let element = Self.elements[name.localName] else { return nil }
            self = element
        case .modernComments:
            switch name.localName {
            case "threadedComment": self = .comment
            case "text": self = .text
            default: return nil
            }
        default: return nil
        }
    }

    private static let elements: [String: SheetElement] = [
        "row": .row, "c": .cell, "v": .value, "f": .formula, "is": .inlineString, "t": .text, "rPh": .phonetic,
        "hyperlink": .hyperlink, "si": .string, "oddHeader": .header, "evenHeader": .header, "firstHeader": .header,
        "oddFooter": .header, "evenFooter": .header, "firstFooter": .header, "numFmts": .numberFormats,
        "numFmt": .numberFormat, "cellXfs": .cellFormats, "xf": .cellFormat, "author": .author, "comment": .comment,
    ]
}
