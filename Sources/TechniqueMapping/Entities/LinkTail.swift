/// What follows the host of a link: port, path, query, without the punctuation of the sentence around it.
struct LinkTail {
    /// The comma or semicolon that ends the cell which the link fills; 0 when it fills none.
    private let delimiter: UInt8
    /// Where the link ends in the text.
    private(set) var end: Int
    /// Where reading stopped.
    private(set) var consumed: Int
    /// The canonical form.
    private(set) var value = ""
    private(set) var isDefanged = false
    /// Whether the path ends in a program, a script, an archive or the like.
    private(set) var endsInPayload = false

    init(_ text: TextBytes, from start: Int, longest: Int, delimiter: UInt8 = 0) {
        self.delimiter = delimiter
        let afterPort = Self.port(text, start)
        end = afterPort
        consumed = afterPort
        var bytes: [UInt8] = []
        if afterPort > start { bytes = [0x3A] + text[start..<afterPort].filter(ASCII.isDigit) }
        if afterPort < text.count, text[afterPort] == 0x2F || text[afterPort] == 0x3F || text[afterPort] == 0x23 {
            readPath(text, from: afterPort, &bytes, longest)
        } else if afterPort + 2 < text.count, text[afterPort] == 0x5B, text[afterPort + 1] == 0x2F,
            text[afterPort + 2] == 0x5D
        {
            readPath(text, from: afterPort, &bytes, longest)
        }
        value = String(decoding: bytes, as: UTF8.self)
    }

    /// The end of `:8080` or `[:]8080`, or the offset itself.
    static func port(_ text: TextBytes, _ offset: Int) -> Int {
        var end = offset
        if end < text.count, text[end] == 0x3A {
            end += 1
        } else if text.matches("[:]", at: end, end: text.count) {
            end += 3
        } else {
            return offset
        }
        let first = end
        while end < text.count, end - first < 6, ASCII.isDigit(text[end]) { end += 1 }
        let isPort = end > first && end - first <= 5 && (end == text.count || !ASCII.isLetter(text[end]))
        return isPort ? end : offset
    }

    private mutating func readPath(_ text: TextBytes, from start: Int, _ bytes: inout [UInt8], _ longest: Int) {
        var (offset, round, square, curly) = (start, 0, 0, 0)
        // The length of the canonical form at each byte of the text is needed only for the last few.
        var kept: [Int32] = []
        reading: while offset < text.count {
            let byte = text[offset]
            if byte == delimiter, delimiter != 0 { break }
            var (next, canonical): (Int, UInt8?) = (offset + 1, byte)
            switch byte {
            case 0...0x20, 0x22, 0x27, 0x3C, 0x3E, 0x60, 0x7C, 0x7F, 0xE2...0xFF: break reading
            case 0xC2 where offset + 1 < text.count && text[offset + 1] < 0xC0 && text[offset + 1] <= 0xA0:
                break reading
            case 0x28, 0x5B, 0x7B:
                if let sign = Self.sign(text, offset) {
                    (next, canonical) = (sign.end, sign.byte)
                    isDefanged = true
                } else if byte == 0x28 {
                    round += 1
                } else if byte == 0x5B {
                    square += 1
                } else {
                    curly += 1
                }
            case 0x29:
                if round == 0 { break reading }
                round -= 1
            case 0x5D:
                if square == 0 { break reading }
                square -= 1
            case 0x7D:
                if curly == 0 { break reading }
                curly -= 1
            case 0x2C, 0x3B: if Self.startsAnother(text, offset + 1) { break reading }
            case 0x5C:
                guard offset + 1 < text.count else { break reading }
                let escaped = text[offset + 1]
                guard escaped > 0x20, escaped < 0x7F, !ASCII.isAlphanumeric(escaped), escaped != 0x22, escaped != 0x5C
                else { break reading }
                canonical = nil
            default: break
            }
            if offset - start < longest {
                for _ in offset..<next { kept.append(Int32(bytes.count)) }
                if let canonical { bytes.append(canonical) }
            }
            offset = next
        }
        consumed = offset
        end = offset
        if offset - start > longest { return }
        while end > start, Self.isTrailing(text[end - 1]) { end -= 1 }
        if end < offset { bytes.removeSubrange(Int(kept[end - start])...) }
        endsInPayload = Self.hasPayload(bytes)
    }

    @inline(__always)
    private static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x2A, 0x5C, 0x7E: true
        default: false
        }
    }

    /// `[.]`, `[/]`, `[:]`, `[@]`, `[dot]`, `[at]`.
    private static func sign(_ text: TextBytes, _ offset: Int) -> (end: Int, byte: UInt8)? {
        guard offset + 2 < text.count else { return nil }
        let closer = text[offset] == 0x28 ? 0x29 : text[offset] + 2
        let inner = text[offset + 1]
        if text[offset + 2] == closer, inner == 0x2E || inner == 0x2F || inner == 0x3A || inner == 0x40 {
            return (offset + 3, inner)
        }
        if offset + 4 < text.count, text.matches("dot", at: offset + 1, end: text.count), text[offset + 4] == closer {
            return (offset + 5, 0x2E)
        }
        return nil
    }

    private static func startsAnother(_ text: TextBytes, _ offset: Int) -> Bool {
        text.matches("http", at: offset, end: text.count) || text.matches("hxxp", at: offset, end: text.count)
    }

    private static func hasPayload(_ bytes: [UInt8]) -> Bool {
        let path = bytes.prefix { $0 != 0x3F && $0 != 0x23 }
        guard let dot = path.lastIndex(of: 0x2E) else { return false }
        return FileExtensions.payloads.contains(path[(dot + 1)...].map(ASCII.lowered))
    }
}
