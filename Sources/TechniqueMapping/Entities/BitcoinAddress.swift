/// Bitcoin addresses: those of BIP 173 and 350 by their checksum, the older ones by their look and a word nearby.
enum BitcoinAddress {
    static func isValid(_ text: TextBytes, _ word: Range<Int>) -> Bool {
        if text.matches("bc1", at: word.lowerBound, end: word.upperBound) { return hasChecksum(text, word) }
        let first = text[word.lowerBound]
        guard first == 0x31 || first == 0x33, word.count <= 35 else { return false }
        var (upper, lower, digits) = (0, 0, 0)
        for offset in word {
            let byte = text[offset]
            // Base58 leaves out what is easily confused.
            if byte == 0x30 || byte == 0x4F || byte == 0x49 || byte == 0x6C { return false }
            if ASCII.isDigit(byte) { digits += 1 } else if ASCII.isUpper(byte) { upper += 1 } else { lower += 1 }
        }
        return upper > 3 && lower > 3 && digits > 1 && isAnnounced(text, word.lowerBound)
    }

    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    private static func hasChecksum(_ text: TextBytes, _ word: Range<Int>) -> Bool {
        guard word.count >= 42 else { return false }
        var checksum: UInt32 = 1
        // The part before the separator, "bc", spread as BIP 173 has it.
        for value: UInt32 in [3, 3, 0, 2, 3] { step(&checksum, value) }
        for offset in (word.lowerBound + 3)..<word.upperBound {
            guard let value = alphabet.firstIndex(of: ASCII.lowered(text[offset])) else { return false }
            step(&checksum, UInt32(value))
        }
        return checksum == 1 || checksum == 0x2BC8_30A3
    }

    private static func step(_ checksum: inout UInt32, _ value: UInt32) {
        let top = checksum >> 25
        checksum = (checksum & 0x1FF_FFFF) << 5 ^ value
        for (bit, generator) in [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3].enumerated()
        where top >> UInt32(bit) & 1 == 1 { checksum ^= UInt32(generator) }
    }

    private static func isAnnounced(_ text: TextBytes, _ offset: Int) -> Bool {
        for index in max(0, offset - 120)..<offset {
            switch text[index] | 0x20 {
            case 0x62:
                if text.matches("bitcoin", at: index, end: offset) || text.matches("btc", at: index, end: offset) {
                    return true
                }
            case 0x77: if text.matches("wallet", at: index, end: offset) { return true }
            default: break
            }
        }
        return false
    }
}
