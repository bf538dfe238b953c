/// UUIDs of version 5: the same name gives the same id on every machine and in every run.
enum NameBasedUUID {
    /// The namespace of the ids that Tradecraft makes.
    private static let namespace: [UInt8] = [
        0x5C, 0x1E, 0x7B, 0x92, 0x0D, 0x3A, 0x4F, 0x66, 0x9B, 0x21, 0x88, 0xE4, 0x31, 0xC7, 0x5A, 0x0F,
    ]

    /// The UUID of a name, in lower case.
    static func text(for name: String) -> String {
        var bytes = Array(SHA1.digest(of: namespace + Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) {
                text.append(UInt8(ascii: "-"))
            }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
