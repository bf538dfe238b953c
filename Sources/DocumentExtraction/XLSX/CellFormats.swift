/// Which formats of a workbook's cells show their number as a date or a time.
final class CellFormats: XMLEvents {
    private let calendar: SerialDate.Calendar
    private var meanings = XMLMeanings(SheetElement.init)
    private var custom: [Int: SerialDate.Form] = [:]
    private var forms: [SerialDate.Form?] = []
    private var isInNumberFormats = false
    private var isInCellFormats = false

    var isDone: Bool { forms.count > 1 << 20 }

    init(startsIn1904: Bool) { calendar = startsIn1904 ? .from1904 : .from1900 }

    /// The number as a date, if the format with this number shows one.
    func date(_ number: some Collection<UInt8>, format: Int) -> [UInt8]? {
        guard forms.indices.contains(format), let form = forms[format] else { return nil }
        return SerialDate(number)?.written(as: form, calendar)
    }

    func begin(_ element: XMLElement) {
        switch meanings.meaning(of: element.name) {
        case .numberFormats: isInNumberFormats = true
        case .cellFormats: isInCellFormats = true
        case .numberFormat where isInNumberFormats:
            if let id = element.number("numFmtId"), let code = element.bytes(of: "formatCode") {
                custom[id] = SerialDate.Form(code: Array(code))
            }
        case .cellFormat where isInCellFormats:
            let id = element.number("numFmtId") ?? 0
            forms.append(custom[id] ?? SerialDate.Form(builtIn: id))
        default: break
        }
    }

    func end(_ name: XMLName) {
        switch meanings.meaning(of: name) {
        case .numberFormats: isInNumberFormats = false
        case .cellFormats: isInCellFormats = false
        default: break
        }
    }

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
