/// One pass of the normaliser over a sentence, into memory with room enough for it.
struct NormalizerPass {
    let text: TextBytes
    let end: Int
    let bytes: UnsafeMutableBufferPointer<UInt8>
    let origins: UnsafeMutableBufferPointer<Int32>
    /// The number of bytes written.
    private(set) var count = 0

    /// The letters U+00C0...U+00FF without accents; a blank where there is no plain letter.
    private static let latin: StaticString = "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy"

    init(
        text: TextBytes,
        end: Int,
        bytes: UnsafeMutableBufferPointer<UInt8>,
        origins: UnsafeMutableBufferPointer<Int32>
    ) {
        self.text = text
        self.end = end
        self.bytes = bytes
        self.origins = origins
    }

    /// Normalises the text from an offset to the end.
    mutating func run(from start: Int) {
        var offset = start
        var previousIsWord = false
        while offset < end {
            let byte = text[offset]
            if ASCII.isAlphanumeric(byte) {
                if !previousIsWord, Indicators.mayStart(with: byte),
                    let indicator = Indicators.end(in: text, at: offset, limit: end)
                {
                    placeholder(indicator.kind.word, at: offset, end: indicator.end)
                    offset = indicator.end
                    continue
                }
                offset = word(from: offset)
                previousIsWord = true
            } else if byte >= 0x80 {
                offset = wide(offset)
                previousIsWord = count > 0 && ASCII.isAlphanumeric(bytes[count - 1])
            } else {
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
    }

    /// Takes the letters and digits from an offset on and gives the offset after them.
    private mutating func word(from start: Int) -> Int {
        var offset = start
        var count = self.count
        while offset < end {
            let byte = text[offset]
            guard ASCII.isAlphanumeric(byte) else { break }
            bytes[count] = ASCII.lowered(byte)
            origins[count] = Int32(truncatingIfNeeded: offset)
            count &+= 1
            offset &+= 1
        }
        self.count = count
        return offset
    }

    @inline(__always)
    private mutating func push(_ byte: UInt8, _ offset: Int) {
        bytes[count] = byte
        origins[count] = Int32(truncatingIfNeeded: offset)
        count &+= 1
    }

    private mutating func placeholder(_ word: StaticString, at offset: Int, end: Int) {
        push(0x20, offset)
        for index in 0..<word.utf8CodeUnitCount { push(word.utf8Start[index], offset) }
        push(0x20, end)
    }

    /// Handles a scalar outside ASCII and gives the offset after it.
    private mutating func wide(_ offset: Int) -> Int {
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
        case (0xEF, 0xAC): ligature(third, offset)
        default: push(0x20, offset)
        }
        return next
    }

    /// The letters of a ligature, by the last byte of its UTF-8.
    private mutating func ligature(_ byte: UInt8, _ offset: Int) {
        let letters: StaticString
        switch byte {
        case 0x80: letters = "ff"
        case 0x81: letters = "fi"
        case 0x82: letters = "fl"
        case 0x83: letters = "ffi"
        case 0x84: letters = "ffl"
        case 0x85, 0x86: letters = "st"
        default: letters = " "
        }
        for index in 0..<letters.utf8CodeUnitCount { push(letters.utf8Start[index], offset) }
    }
}
