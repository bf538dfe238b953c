/// What an old Office document says of itself, in its stream `SummaryInformation`.
enum PropertySet {
    private static let maximumProperties = 100
    private static let longestText = 4096

    /// Puts the properties of a file into the metadata.
    static func read(_ file: inout CompoundFile, into draft: inout DocumentDraft) {
        guard let bytes = file.stream("\u{5}SummaryInformation", limit: 1 << 20), bytes.count >= 48,
            LittleEndian.uint16(bytes, at: 0) == 0xFFFE
        else { return }
        let section = Int(LittleEndian.uint32(bytes, at: 44))
        let count = min(Int(LittleEndian.uint32(bytes, at: section + 4)), maximumProperties)
        var places: [UInt32: Int] = [:]
        for number in 0..<count {
            let entry = section + 8 + number * 8
            let identifier = LittleEndian.uint32(bytes, at: entry)
            places[identifier] = places[identifier] ?? section + Int(LittleEndian.uint32(bytes, at: entry + 4))
        }
        let codePage = places[1].flatMap { NumberedCodePage.name(Int(LittleEndian.uint16(bytes, at: $0 + 4))) }
        for (identifier, key) in names {
            guard let place = places[identifier], let value = text(in: bytes, at: place, codePage: codePage) else {
                continue
            }
            draft.setMetadata(key, value)
        }
    }

    private static func text(in bytes: [UInt8], at place: Int, codePage: String?) -> [UInt8]? {
        switch LittleEndian.uint16(bytes, at: place) {
        case 0x1E:
            let content = content(of: bytes, at: place, width: 1)
            guard codePage != "utf-16le" else {
                return Array(UnicodeForm.utf16LittleEndian.decode(content).utf8.prefix { $0 != 0 })
            }
            return MailCharset.decode(Array(content.prefix { $0 != 0 }), declared: codePage)
        case 0x1F:
            let text = UnicodeForm.utf16LittleEndian.decode(content(of: bytes, at: place, width: 2)).utf8
            return Array(text.prefix { $0 != 0 })
        case 0x40:
            return MailDate.normalised(fileTime: LittleEndian.uint64(bytes, at: place + 4)).map { Array($0.utf8) }
        default: return nil
        }
    }

    private static func content(of bytes: [UInt8], at place: Int, width: Int) -> [UInt8] {
        let length = min(Int(LittleEndian.uint32(bytes, at: place + 4)), longestText) * width
        return Array(bytes.dropFirst(place + 8).prefix(length))
    }

    private static let names: [(UInt32, String)] = [
        (2, "title"), (3, "subject"), (4, "author"), (5, "keywords"), (6, "description"), (12, "created"),
        (13, "modified"), (18, "creator"),
    ]
}
