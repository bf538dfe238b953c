/// HMAC-SHA256 (RFC 2104).
enum HMAC {
    private static let blockSize = 64

    /// The code of a message under a key, in lower-case hexadecimal.
    static func hexadecimal(of message: [UInt8], key: [UInt8]) -> String {
        var block = key.count > blockSize ? digest(key) : key
        block += [UInt8](repeating: 0, count: blockSize - block.count)
        let inner = digest(block.map { $0 ^ 0x36 } + message)
        return SHA256.hexadecimal(digest(block.map { $0 ^ 0x5C } + inner))
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update($0) }
        return hash.digest()
    }
}
