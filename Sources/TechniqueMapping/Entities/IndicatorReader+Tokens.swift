extension IndicatorReader {
    /// Reads the words of a range that letters and digits make up: hashes, CVE ids, networks, purses.
    mutating func readTokens(_ range: Range<Int>) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            guard ASCII.isAlphanumeric(text[offset]) else {
                offset += 1
                continue
            }
            let start = offset
            while offset < range.upperBound, ASCII.isAlphanumeric(text[offset]) { offset += 1 }
            if offset - start == 3 {
                if let end = readVulnerability(start, range.upperBound) { offset = end }
            } else if !isInsideLink {
                readToken(start..<offset)
            } else if let kind = Self.hashKind(text, start..<offset), kind != .sha512 {
                collector.add(kind, lowered(start..<offset), start..<offset, isDefanged: false)
            }
        }
    }

    /// The kind of hash that a word is, by its length; `nil` when it is none.
    static func hashKind(_ text: TextBytes, _ word: Range<Int>) -> IndicatorMatch.Kind? {
        let kind: IndicatorMatch.Kind
        switch word.count {
        case 32: kind = .md5
        case 40: kind = .sha1
        case 64: kind = .sha256
        case 128: kind = .sha512
        default: return nil
        }
        var (seen, digits): (UInt32, Int) = (0, 0)
        for offset in word {
            let byte = text[offset]
            guard ASCII.isHex(byte) else { return nil }
            if ASCII.isDigit(byte) { digits += 1 }
            seen |= 1 << UInt32(byte & 0x1F)
        }
        // Sixteen values in 32 places: a real hash shows most of them, and both letters and figures.
        return seen.nonzeroBitCount >= 8 && digits > 2 && digits < word.count - 1 ? kind : nil
    }

    private mutating func readToken(_ word: Range<Int>) {
        if let kind = Self.hashKind(text, word) {
            switch label(before: word.lowerBound) {
            case .imports where kind == .md5: collector.add(.imphash, lowered(word), word, isDefanged: false)
            case .other: break
            default: collector.add(kind, lowered(word), word, isDefanged: false)
            }
        } else if text[word.lowerBound] == 0x41, word.count >= 6, word.count <= 12, isNetwork(word) {
            collector.add(.autonomousSystem, plain(word), word, isDefanged: false)
        } else if word.count >= 26, word.count <= 62, BitcoinAddress.isValid(text, word) {
            collector.add(.bitcoin, plain(word), word, isDefanged: false)
        }
    }

    private func isNetwork(_ word: Range<Int>) -> Bool {
        guard text[word.lowerBound + 1] == 0x53, text[word.lowerBound + 2] != 0x30 else { return false }
        return text[(word.lowerBound + 2)..<word.upperBound].allSatisfy(ASCII.isDigit)
    }

    private enum Label {
        case none
        case imports
        /// A key, a serial number, a fingerprint of a handshake: 32 hexadecimal digits that are no file's.
        case other
    }

    /// What a hash is called in front of it.
    private func label(before offset: Int) -> Label {
        let start = max(0, offset - 24)
        var index = offset - 1
        while index >= start, text[index] != 0x0A {
            switch ASCII.lowered(text[index]) {
            case 0x69 where text.matches("imphash", at: index, end: offset): return .imports
            case 0x69 where text.matches("import hash", at: index, end: offset): return .imports
            case 0x62 where text.matches("boundary", at: index, end: offset): return .other
            case 0x6A where text.matches("ja3", at: index, end: offset): return .other
            case 0x6B where text.matches("key", at: index, end: offset): return .other
            case 0x73 where text.matches("serial", at: index, end: offset): return .other
            default: index -= 1
            }
        }
        return .none
    }

    /// Reads `CVE-2021-34527` whose three letters stand at an offset, with any dash or blank for the first hyphen.
    mutating func readVulnerability(_ start: Int, _ limit: Int) -> Int? {
        guard text.matches("cve", at: start, end: text.count) else { return nil }
        guard let year = dash(start + 3), let number = dash(year + 4), digits(year) == 4 else { return nil }
        let count = digits(number)
        guard count >= 4, count <= 7, text[year] == 0x31 || text[year] == 0x32 else { return nil }
        let end = number + count
        let value = "CVE-\(plain(year..<(year + 4)))-\(plain(number..<end))"
        collector.add(.vulnerability, value, start..<end, isDefanged: false)
        return end
    }

    /// `CVE 2021-34527` and ids with typographic dashes, which end the word after the three letters.
    mutating func readSpelledVulnerability(_ word: Range<Int>) -> Int? {
        if word.count == 3 { return nil }
        guard word.lowerBound >= 4, digits(word.lowerBound) == 4 else { return nil }
        let start = word.lowerBound - 4
        guard start >= floor, text[start + 3] == 0x20, start == 0 || !ASCII.isAlphanumeric(text[start - 1]) else {
            return nil
        }
        return readVulnerability(start, word.upperBound)
    }

    private func digits(_ offset: Int) -> Int {
        var end = offset
        while end < text.count, end - offset < 9, ASCII.isDigit(text[end]) { end += 1 }
        return end - offset
    }

    /// The end of a hyphen, a dash or a blank, when a digit follows.
    private func dash(_ offset: Int) -> Int? {
        guard offset + 1 < text.count else { return nil }
        var end = offset + 1
        if text[offset] == 0xE2, offset + 3 < text.count, text[offset + 1] == 0x80, text[offset + 2] & 0xF0 == 0x90 {
            end = offset + 3
        } else if text[offset] != 0x2D, text[offset] != 0x20 {
            return nil
        }
        return ASCII.isDigit(text[end]) ? end : nil
    }

    /// Reads a fuzzy hash: a block size, and two runs of Base64.
    mutating func readFuzzyHash(_ start: Int) -> Int? {
        var (offset, size) = (start, 0)
        while offset < text.count, offset - start < 8, ASCII.isDigit(text[offset]) {
            size = size * 10 + Int(text[offset] & 0x0F)
            offset += 1
        }
        guard offset < text.count, text[offset] == 0x3A, size >= 3, size % 3 == 0, (size / 3).nonzeroBitCount == 1
        else {
            return nil
        }
        let first = base64(offset + 1)
        guard first - offset > 6, first < text.count, text[first] == 0x3A else { return nil }
        let end = base64(first + 1)
        guard end - first > 4 else { return nil }
        collector.add(.ssdeep, plain(start..<end), start..<end, isDefanged: false)
        return end
    }

    private func base64(_ offset: Int) -> Int {
        var end = offset
        while end < text.count, end - offset < 65,
            ASCII.isAlphanumeric(text[end]) || text[end] == 0x2B || text[end] == 0x2F
        { end += 1 }
        return end
    }
}
