/// Finds addresses, links, hashes, paths, registry keys and CVE ids in a text, and tells those that the text is about
/// from those that the page needs for itself.
///
/// One pass over the bytes that cuts the text at blanks and looks closer only at pieces that hold a dot, a colon, a
/// slash or the like: plain prose costs a table look-up a byte. Whatever the text holds, no byte is read more than a
/// fixed number of times, and no more than `limit` distinct indicators are kept.
package enum IndicatorScanner {
    /// How many distinct indicators are kept, unless told otherwise.
    package static let defaultLimit = 20_000

    /// What a byte is, for the decision whether a piece needs a closer look.
    private enum Trait {
        static let dot: UInt8 = 1
        /// `:`, `@`, `\`, `/`, `%`, `[`, `{`: nothing in plain prose.
        static let sign: UInt8 = 2
        static let digit: UInt8 = 4
        /// A hyphen, or a part of a character outside ASCII.
        static let joint: UInt8 = 8
        /// `(`, which only matters in the middle of a piece.
        static let round: UInt8 = 16
        static let blank: UInt8 = 0x80
    }

    private static let traits: [UInt8] = (0..<256)
        .map { value -> UInt8 in
            switch UInt8(truncatingIfNeeded: value) {
            case 0...0x20, 0x22, 0x3C, 0x3E, 0x60, 0x7C, 0x7F: Trait.blank
            case 0x2E: Trait.dot
            case 0x3A, 0x40, 0x5C, 0x2F, 0x25, 0x5B, 0x7B: Trait.sign
            case 0x28: Trait.round
            case 0x30...0x39: Trait.digit
            case 0x2D, 0x80...0xFF: Trait.joint
            default: 0
            }
        }

    /// Finds the indicators of a text.
    package static func scan(_ text: String, limit: Int = defaultLimit) -> IndicatorFindings {
        var text = text
        return text.withUTF8 { scan($0, limit: limit) }
    }

    /// Finds the indicators of a text that is valid UTF-8.
    static func scan(_ text: TextBytes, limit: Int = defaultLimit) -> IndicatorFindings {
        var reader = IndicatorReader(text, limit: limit)
        traits.withUnsafeBufferPointer { traits in
            var offset = 0
            while offset < text.count {
                let start = offset
                var mask: UInt8 = 0
                while offset < text.count {
                    let trait = traits[Int(text[offset])]
                    if trait == Trait.blank { break }
                    mask |= trait
                    offset &+= 1
                }
                if mask != 0, deservesLook(text, start..<offset, mask) {
                    offset = max(offset, reader.read(start..<offset))
                }
                offset &+= 1
            }
        }
        return reader.findings()
    }

    @inline(__always)
    private static func deservesLook(_ text: TextBytes, _ piece: Range<Int>, _ mask: UInt8) -> Bool {
        if mask & Trait.sign != 0 { return true }
        if mask & Trait.digit != 0 {
            // A CVE number, a hash, a number of a network.
            if mask & Trait.joint != 0 || piece.count >= 26 || text[piece.lowerBound] | 0x20 == 0x61 { return true }
        }
        if mask & Trait.round != 0, text[piece.lowerBound] != 0x28 { return true }
        if mask & Trait.dot == 0 { return false }
        // The dot that ends a sentence is the last byte but for brackets and quotes.
        var index = piece.lowerBound
        let last = piece.upperBound - 1
        while index < last {
            if text[index] == 0x2E, ASCII.isAlphanumeric(text[index + 1]) || text[index + 1] >= 0x5B { return true }
            index += 1
        }
        return false
    }
}
