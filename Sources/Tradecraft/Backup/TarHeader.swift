/// The 512 bytes before each file of a tar archive: POSIX ustar, with GNU's numbers for files of 8 GiB and more.
///
/// Any `tar` lists and unpacks what is written so.
struct TarHeader: Hashable {
    static let size = 512

    /// The name of the file: 1 to 100 bytes.
    let name: String
    /// The size of the file in bytes.
    let bytes: Int64

    /// How many bytes lie between the end of the content and the next header.
    var padding: Int { Int((Int64(Self.size) - bytes % Int64(Self.size)) % Int64(Self.size)) }

    init(name: String, bytes: Int64) {
        precondition((1...100).contains(name.utf8.count), "a name in a backup has \(name.utf8.count) bytes")
        self.name = name
        self.bytes = bytes
    }

    /// Reads a header; nil where it is none, or one of something else than a file.
    init?(_ block: [UInt8]) {
        guard block.count == Self.size, Array(block[257..<262]) == Array("ustar".utf8) else { return nil }
        guard Self.octal(block[148..<156]) == Int64(Self.checksum(block)), block[156] == UInt8(ascii: "0") else {
            return nil
        }
        let name = block[..<100].prefix { $0 != 0 }
        guard let text = String(validating: name, as: UTF8.self), !text.isEmpty,
            let bytes = Self.number(block[124..<136])
        else { return nil }
        (self.name, self.bytes) = (text, bytes)
    }

    /// The header as it is written, with a time in seconds.
    func block(modified: Int64) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.size)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        put(name, at: 0)
        put("0000600", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        if bytes < 1 << 33 {
            put(Self.octalText(bytes, 11), at: 124)
        } else {
            block[124] = 0x80
            for index in 0..<8 { block[128 + index] = UInt8(truncatingIfNeeded: bytes >> (56 - 8 * index)) }
        }
        put(Self.octalText(max(0, modified), 11), at: 136)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(Self.octalText(Int64(Self.checksum(block)), 6), at: 148)
        block[155] = UInt8(ascii: " ")
        return block
    }

    /// The sum of all bytes, those of the sum itself counted as spaces.
    private static func checksum(_ block: [UInt8]) -> Int {
        block.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(block[$1])) }
    }

    private static func octalText(_ number: Int64, _ digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func octal(_ field: ArraySlice<UInt8>) -> Int64? {
        Int64(String(decoding: field.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }, as: UTF8.self), radix: 8)
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        guard field.first == 0x80 else { return octal(field).flatMap { $0 >= 0 ? $0 : nil } }
        let number = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int64(exactly: number)
    }
}
