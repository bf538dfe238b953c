/// Recognises a tar archive by the checksum of its first header, which every kind of tar has.
enum TarHeader {
    private static let size = 512
    private static let checksum = 148..<156

    static func isAtStart(of bytes: [UInt8]) -> Bool {
        guard bytes.count >= size, bytes[0] != 0, let promised = octal(bytes[checksum]) else { return false }
        var sum = 0
        for index in 0..<size {
            // The checksum counts as spaces.
            sum += checksum.contains(index) ? 0x20 : Int(bytes[index])
        }
        return sum == promised
    }

    private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
        let digits = field.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        guard !digits.isEmpty else { return nil }
        return digits.reduce(0) { $0 << 3 | Int($1 & 7) }
    }
}
