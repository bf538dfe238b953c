/// UUIDs of version 5: the same name gives the same id on every machine and in every run.
enum NameBasedUUID {
    /// The namespace of the ids that Tradecraft makes.
    private static let own: [UInt8] = [
        0x5C, 0x1E, 0x7B, 0x92, 0x0D, 0x3A, 0x4F, 0x66, 0x9B, 0x21, 0x88, 0xE4, 0x31, 0xC7, 0x5A, 0x0F,
    ]

    /// The namespace of STIX's observables (section 2.9 of STIX 2.1): everybody gives the same address the same id.
    static let observables: [UInt8] = [
        0x00, 0xAB, 0xED, 0xB4, 0xAA, 0x42, 0x46, 0x6C, 0x9C, 0x01, 0xFE, 0xD2, 0x33, 0x15, 0xA9, 0xB7,
    ]

    private static let digits = Array("0123456789abcdef".utf8)

    /// The UUID of a name in a namespace, in lower case.
    static func text(for name: String, in namespace: [UInt8] = own) -> String {
        var digest = SHA1.digest(of: namespace + Array(name.utf8))
        digest[6] = digest[6] & 0x0F | 0x50
        digest[8] = digest[8] & 0x3F | 0x80
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<16 {
            if index == 4 || index == 6 || index == 8 || index == 10 {
                text.append(UInt8(ascii: "-"))
            }
            text.append(digits[Int(digest[index] >> 4)])
            text.append(digits[Int(digest[index] & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
