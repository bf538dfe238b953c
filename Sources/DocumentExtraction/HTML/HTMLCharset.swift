/// The character set that an HTML or XML document declares in its first bytes.
enum HTMLCharset {
    private static let searched = 4096

    static func declared(in bytes: [UInt8]) -> String? {
        let head = bytes.prefix(searched).map(\.lowercasedASCII)
        for key: StaticString in ["charset", "encoding"] {
            var position = 0
            while let found = head.range(of: key, from: position) {
                position = found.upperBound
                if let name = value(in: head, after: position) { return name }
            }
        }
        return nil
    }

    private static func value(in head: [UInt8], after start: Int) -> String? {
        var index = start
        func skip(_ bytes: Set<UInt8>) {
            while index < head.count, bytes.contains(head[index]) {
                index += 1
            }
        }
        skip([0x20, 0x09, 0x0A, 0x0D])
        guard index < head.count, head[index] == 0x3D else { return nil }
        index += 1
        skip([0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27])
        let name = head[index...].prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D || $0 == 0x5F }
        return (1...40).contains(name.count) ? String(decoding: name, as: UTF8.self) : nil
    }
}
