/// Finds what stands for a value rather than a word: links, CVE numbers, hashes, addresses, defanged or not.
enum Indicators {
    /// What was found.
    enum Kind {
        case link
        case vulnerability
        case digest
        case address

        /// The word that replaces it among the tokens.
        var word: StaticString {
            switch self {
            case .link: "urltok"
            case .vulnerability: "cvetok"
            case .digest: "hashtok"
            case .address: "iptok"
            }
        }
    }

    /// Whether any indicator starts with a letter or digit: most words do not even have to be looked at.
    @inline(__always)
    static func mayStart(with byte: UInt8) -> Bool {
        ASCII.isHex(byte) || byte | 0x20 == 0x68 || byte | 0x20 == 0x77
    }

    /// The indicator that starts at an offset where a word starts, if any.
    static func end(in text: TextBytes, at offset: Int, limit: Int) -> (kind: Kind, end: Int)? {
        let byte = text[offset]
        switch byte | 0x20 {
        case 0x68, 0x66, 0x77:  // h f w
            if let end = link(text, offset, limit) { return (.link, end) }
        case 0x63:  // c
            if let end = vulnerability(text, offset, limit) { return (.vulnerability, end) }
        default: break
        }
        guard ASCII.isHex(byte) else { return nil }
        if let end = digest(text, offset, limit) { return (.digest, end) }
        if ASCII.isDigit(byte), let end = address(text, offset, limit) { return (.address, end) }
        return nil
    }

    /// The offset after `[.]`, `(.)`, `[dot]` or `[:]`, if one of them stands here.
    static func defangedDot(in text: TextBytes, at offset: Int, limit: Int) -> Int? {
        let closer: UInt8 = text[offset] == 0x5B ? 0x5D : 0x29
        if offset + 2 < limit, text[offset + 1] == 0x2E, text[offset + 2] == closer { return offset + 3 }
        if offset + 4 < limit, text.matches("dot", at: offset + 1, end: limit), text[offset + 4] == closer {
            return offset + 5
        }
        return nil
    }

    private static func link(_ text: TextBytes, _ offset: Int, _ limit: Int) -> Int? {
        var next = offset
        if text.matches("http", at: offset, end: limit) || text.matches("hxxp", at: offset, end: limit) {
            next += 4
            if next < limit, text[next] | 0x20 == 0x73 { next += 1 }
            // "://" or a defanged "[:]//", "[://]".
            guard next + 2 < limit else { return nil }
            guard text[next] == 0x3A || (text[next] == 0x5B && text[next + 1] == 0x3A) else { return nil }
        } else if text.matches("ftp://", at: offset, end: limit) {
            next += 6
        } else if text.matches("www.", at: offset, end: limit) || text.matches("www[.]", at: offset, end: limit) {
            next += 4
        } else {
            return nil
        }
        while next < limit, !endsLink(text[next]) { next += 1 }
        // A closing stop or bracket belongs to the sentence.
        while next > offset, isTrailing(text[next - 1]) { next -= 1 }
        return next
    }

    @inline(__always)
    private static func endsLink(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x27, 0x3C, 0x3E, 0x7C, 0x60: true
        default: byte <= 0x20 || byte == 0xC2 || byte == 0xE2
        }
    }

    @inline(__always)
    private static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2E, 0x2C, 0x29, 0x5D, 0x3B, 0x3A, 0x21: true
        default: false
        }
    }

    private static func vulnerability(_ text: TextBytes, _ offset: Int, _ limit: Int) -> Int? {
        guard text.matches("cve-", at: offset, end: limit) else { return nil }
        var next = offset + 4
        while next < limit, ASCII.isDigit(text[next]) || (text[next] == 0x2D && next == offset + 8) { next += 1 }
        return next > offset + 9 ? next : nil
    }

    private static func digest(_ text: TextBytes, _ offset: Int, _ limit: Int) -> Int? {
        // The digits end where the word ends: a longer word that merely starts with hexadecimal digits is a word.
        guard offset + 24 <= limit, ASCII.isHex(text[offset + 23]), ASCII.isHex(text[offset + 12]) else { return nil }
        var next = offset
        while next < limit, ASCII.isHex(text[next]) { next += 1 }
        guard next - offset >= 24, next == limit || !ASCII.isAlphanumeric(text[next]) else { return nil }
        return next
    }

    private static func address(_ text: TextBytes, _ offset: Int, _ limit: Int) -> Int? {
        var next = offset
        for part in 0..<4 {
            let first = next
            while next < limit, next - first < 3, ASCII.isDigit(text[next]) { next += 1 }
            guard next > first else { return nil }
            if part == 3 { break }
            guard next < limit else { return nil }
            if text[next] == 0x2E {
                next += 1
            } else if text[next] == 0x5B || text[next] == 0x28, let dot = defangedDot(in: text, at: next, limit: limit)
            {
                next = dot
            } else {
                return nil
            }
        }
        return next == limit || !ASCII.isAlphanumeric(text[next]) ? next : nil
    }
}
