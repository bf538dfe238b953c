/// What the records of an old workbook say that the program which reads it does not: the names of its sheets, the
/// targets of its links, and whether it needs a password.
struct ExcelRecords {
    /// The names of the sheets that have cells, as UTF-8.
    private(set) var sheets: [[UInt8]] = []

    /// The addresses that cells lead to.
    private(set) var links: [[UInt8]] = []

    /// Whether the cells are encrypted.
    private(set) var isEncrypted = false

    private enum Kind {
        static let sheet: UInt16 = 0x0085
        static let password: UInt16 = 0x002F
        static let link: UInt16 = 0x01B8
        static let begin: UInt16 = 0x0809
    }

    private static let maximumSheets = 1000

    /// Walks over the records of a stream `Workbook` or `Book`.
    init(_ stream: [UInt8]) {
        var found = LegacyLinks.Found()
        var isUnicode = true
        var index = 0
        while index + 4 <= stream.count {
            let kind = LittleEndian.uint16(stream, at: index)
            let length = Int(LittleEndian.uint16(stream, at: index + 2))
            let content = stream[(index + 4)..<min(index + 4 + length, stream.count)]
            switch kind {
            case Kind.begin where index == 0: isUnicode = LittleEndian.uint16(Array(content), at: 0) >= 0x0600
            case Kind.password: isEncrypted = true
            case Kind.sheet where sheets.count < Self.maximumSheets: readSheet(Array(content), isUnicode: isUnicode)
            case Kind.link: found.add(LegacyLinks.target(excel: Array(content)))
            default: break
            }
            index += 4 + length
        }
        links = found.targets
    }

    private mutating func readSheet(_ content: [UInt8], isUnicode: Bool) {
        // Sheets of macros and charts have no cells.
        guard content.count > 8, content[5] == 0 else { return }
        let count = Int(content[6])
        let isWide = isUnicode && content[7] & 1 == 1
        let start = isUnicode ? 8 : 7
        let name = Array(content.dropFirst(start).prefix(isWide ? count * 2 : count))
        sheets.append(
            isWide ? UnicodeForm.utf16LittleEndian.decode(name).utf8 : MailCharset.decode(name, declared: nil)
        )
    }
}
