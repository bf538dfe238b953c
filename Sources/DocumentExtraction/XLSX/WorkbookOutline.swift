/// The sheets of a workbook, in its order.
final class WorkbookOutline: XMLEvents {
    struct Sheet {
        let name: String
        let relationship: String
    }

    private(set) var sheets: [Sheet] = []

    /// Whether days are counted from 1904, as Excel for the Macintosh did.
    private(set) var startsIn1904 = false

    var isDone: Bool { sheets.count > 10_000 }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        case "sheet":
            if let id = element.attribute("id") {
                sheets.append(Sheet(name: element.attribute("name") ?? "", relationship: id))
            }
        case "workbookPr": startsIn1904 = element.isSet("date1904")
        default: break
        }
    }

    func end(_: XMLName) {}

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
