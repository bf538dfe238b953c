/// Rewrites a sentence into the small alphabet that tokens are made of, and remembers where each byte came from.
///
/// Lower-case ASCII; typographic quotes, dashes and ligatures folded; soft hyphens and zero-width characters gone;
/// Latin letters without their accents; defanged dots restored; links, CVE numbers, hashes and IPv4 addresses each
/// replaced by one placeholder word, because their value says nothing about the technique.
struct Normalizer {
    /// The normalised bytes.
    private(set) var bytes: [UInt8] = []
    /// For each normalised byte, the offset in the source it stands for.
    private(set) var origins: [Int32] = []
    /// The source offset after the last byte.
    private(set) var end: Int = 0

    /// The letters U+00C0...U+00FF without accents; a blank where there is no plain letter.
    private static let latin: StaticString = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy"

    /// Normalises one sentence, replacing what was held before.
    mutating func normalize(_ text: TextBytes, _ range: Range<Int>) {
        bytes.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        end = range.upperBound
        var offset = range.lowerBound
        var previousIsWord = false
        while offset < end {
            let byte = text[offset]
            if byte >= 0x80 {
                offset = wide(text, offset)
                previousIsWord = bytes.last.map { ASCII.isAlphanumeric($0) } ?? false
                continue
            }
            if ASCII.isAlphanumeric(byte) {
                if !previousIsWord {
                    let next = Indicators.end(in: text, at: offset, limit: end)
                    if let indicator = next {
                        placeholder(indicator.kind.word, at: offset, end: indicator.end)
                        offset = indicator.end
                        continue
                    }
                }
                push(ASCII.lowered(byte), offset)
                previousIsWord = true
                offset += 1
                continue
            }
            previousIsWord = byte == 0x5F
            if byte == 0x5B || byte == 0x28, let dot = Indicators.defangedDot(in: text, at: offset, limit: end) {
                push(0x2E, offset)
                offset = dot
                continue
            }
            push(byte, offset)
            offset += 1
        }
    }

    @inline(__always)
    private mutating func push(_ byte: UInt8, _ offset: Int) {
        bytes.append(byte)
        origins.append(Int32(truncatingIfNeeded: offset))
    }

    private mutating func placeholder(_ word: StaticString, at offset: Int, end: Int) {
        push(0x20, offset)
        for index in 0..<word.utf8CodeUnitCount { push(word.utf8Start[index], offset) }
        push(0x20, end)
    }

    /// Handles a scalar outside ASCII and gives the offset after it.
    private mutating func wide(_ text: TextBytes, _ offset: Int) -> Int {
        var next = offset + 1
        while next < end, ASCII.isContinuation(text[next]) { next += 1 }
        let byte = text[offset]
        let second = next > offset + 1 ? text[offset + 1] : 0
        let third = next > offset + 2 ? text[offset + 2] : 0
        switch (byte, second) {
        case (0xC3, _) where second >= 0x80: push(Self.latin.utf8Start[Int(second & 0x3F)], offset)
        case (0xC2, 0xAD): break
        case (0xCC, _), (0xCD, 0x80...0xAF): break
        case (0xE2, 0x80):
            switch third {
            case 0x8B, 0x8C, 0x8D: break
            case 0x90...0x95: push(0x2D, offset)
            case 0x98, 0x99: push(0x27, offset)
            case 0x9C, 0x9D: push(0x22, offset)
            default: push(0x20, offset)
            }
        case (0xE2, 0x88) where third == 0x92: push(0x2D, offset)
        case (0xEF, 0xAC):
            let ligature = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]
            let index = Int(third) - 0x80
            if ligature.indices.contains(index) {
                for letter in ligature[index].utf8 { push(letter, offset) }
            } else {
                push(0x20, offset)
            }
        default: push(0x20, offset)
        }
        return next
    }
}
