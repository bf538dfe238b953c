/// The fields of the header of a message, or of a part of one, in their order.
struct MIMEHeader {
    /// One field: its name in lower case, and its value on one line, not decoded.
    struct Field {
        let name: String
        var value: [UInt8]
    }

    /// The fields so far.
    private(set) var fields: [Field] = []

    private static let maximumFields = 2000
    private static let longestValue = 1 << 16

    /// Takes a line of the header without its end.
    ///
    /// - Returns: Whether it was one.
    mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        if first == 0x20 || first == 0x09 {
            guard !fields.isEmpty else { return false }
            extend(with: line.drop { $0 == 0x20 || $0 == 0x09 })
            return true
        }
        guard let name = Self.name(of: line) else { return false }
        if fields.count < Self.maximumFields {
            let value = line[(name.endIndex)...].drop { $0 != 0x3A }.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
            let lowered = String(decoding: name.map(\.lowercasedASCII), as: UTF8.self)
            fields.append(Field(name: lowered, value: Array(value.prefix(Self.longestValue))))
        }
        return true
    }

    private mutating func extend(with line: ArraySlice<UInt8>) {
        let last = fields.count - 1
        guard fields[last].value.count + line.count < Self.longestValue else { return }
        if !fields[last].value.isEmpty {
            fields[last].value.append(0x20)
        }
        fields[last].value.append(contentsOf: line)
    }

    /// The name of the field that begins on a line: visible characters before a colon.
    static func name(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let name = line.prefix(128).prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
        guard !name.isEmpty else { return nil }
        // Old programs put a space before the colon.
        let mark = line[name.endIndex...].prefix(8).first { $0 != 0x20 && $0 != 0x09 }
        return mark == 0x3A ? name : nil
    }

    /// The header at the start of `bytes`, and where the lines after it begin.
    static func parse(_ bytes: ArraySlice<UInt8>) -> (header: MIMEHeader, end: Int) {
        var header = MIMEHeader()
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let line = MailLines.line(at: position, of: bytes)
            guard header.add(bytes[line.content]) else {
                return (header, line.content.isEmpty ? line.next : position)
            }
            position = line.next
        }
        return (header, position)
    }

    /// The value of the first field with a name in lower case, not decoded.
    func raw(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    /// The value of the first field with a name in lower case, as UTF-8.
    func text(_ name: String) -> [UInt8]? { raw(name).map { EncodedWords.decode($0) } }

    /// The value and parameters of the first field with a name.
    func value(_ name: String) -> MIMEValue? { raw(name).map { MIMEValue($0) } }
}
