/// The properties of a message, an attachment or a recipient in an Outlook file.
///
/// Values of a fixed size stand in one table; each of the others is a stream named after its number and type.
struct OutlookProperties {
    /// The folder of the file that holds them.
    let storage: Int

    private var fixed: [UInt16: UInt64] = [:]

    /// What a table of fixed values is of, for its header differs.
    enum Owner: Int {
        case message = 32
        case embeddedMessage = 24
        case part = 8
    }

    private static let entrySize = 16
    private static let maximumEntries = 10_000

    /// Reads the table of the properties in a folder.
    init(_ file: inout CompoundFile, storage: Int, owner: Owner) {
        self.storage = storage
        let limit = owner.rawValue + Self.entrySize * Self.maximumEntries
        let table = file.stream("__properties_version1.0", in: storage, limit: limit) ?? []
        for start in stride(from: owner.rawValue, to: table.count - Self.entrySize + 1, by: Self.entrySize) {
            let number = LittleEndian.uint16(table, at: start + 2)
            fixed[number] = fixed[number] ?? LittleEndian.uint64(table, at: start + 8)
        }
    }

    /// A number of 32 bits or fewer.
    func number(_ property: UInt16) -> Int? { fixed[property].map { Int($0 & 0xFFFF_FFFF) } }

    /// A time, as metadata has it.
    func time(_ property: UInt16) -> String? { fixed[property].flatMap { MailDate.normalised(fileTime: $0) } }

    /// The bytes of a property.
    func binary(_ property: UInt16, of file: inout CompoundFile, limit: Int) -> [UInt8]? {
        file.stream(Self.stream(property, "0102"), in: storage, limit: limit)
    }

    /// A text as UTF-8, without the zeros behind it; `codePage` is for texts that are not Unicode.
    func text(_ property: UInt16, of file: inout CompoundFile, codePage: String?, limit: Int = 1 << 20) -> [UInt8]? {
        var text: [UInt8]
        if let wide = file.stream(Self.stream(property, "001F"), in: storage, limit: limit) {
            text = UnicodeForm.utf16LittleEndian.decode(wide).utf8
        } else if let narrow = file.stream(Self.stream(property, "001E"), in: storage, limit: limit) {
            text = MailCharset.decode(narrow, declared: codePage)
        } else {
            return nil
        }
        while text.last == 0 {
            text.removeLast()
        }
        return text.isEmpty ? nil : text
    }

    /// The folder that a property is, for a message within a message.
    func folder(_ property: UInt16, of file: CompoundFile) -> Int? {
        guard let index = file.entry(Self.stream(property, "000D"), in: storage), file.entries[index].isStorage else {
            return nil
        }
        return index
    }

    private static func stream(_ property: UInt16, _ type: String) -> String {
        let digits = String(property, radix: 16, uppercase: true)
        return "__substg1.0_" + String(repeating: "0", count: 4 - digits.utf8.count) + digits + type
    }
}
