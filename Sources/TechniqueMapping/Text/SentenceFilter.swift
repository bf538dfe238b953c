/// Tells sentences that describe something from rows of indicators and bare links.
///
/// Only the model's scores leave these rows out; ids and names in them count.
enum SentenceFilter {
    /// Sentences of this many bytes or fewer say nothing.
    static let shortest = 10
    private static let wordsOfIndicatorRow = 5
    private static let wordsOfLinkRow = 4
    /// "Exploitation of CVE-2017-11882" says something, the number alone does not.
    private static let wordsOfVulnerabilityRow = 2

    /// Whether the model should score a sentence.
    static func describes(_ text: TextBytes, _ sentence: Sentence) -> Bool {
        if sentence.isFurniture || sentence.scalars.count <= shortest { return false }
        let range = sentence.bytes
        if startsWithReference(text, range) { return false }
        var words = 0
        var indicators = 0
        var links = 0
        var vulnerabilities = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            let blank = text.blankLength(at: offset, end: range.upperBound)
            if blank > 0 {
                offset += blank
                continue
            }
            let start = offset
            while offset < range.upperBound, text.blankLength(at: offset, end: range.upperBound) == 0 { offset += 1 }
            if case (.vulnerability, _)? = Indicators.end(in: text, at: start, limit: offset) {
                vulnerabilities += 1
                continue
            }
            let chunk = Chunk(text, start..<offset)
            words += chunk.words
            if chunk.isLink { links += 1 } else if chunk.isIndicator { indicators += 1 }
            if words >= wordsOfIndicatorRow { return true }
        }
        if indicators + links > 0, words < wordsOfIndicatorRow { return false }
        if vulnerabilities > 0, words < wordsOfVulnerabilityRow { return false }
        return !(links > 0 && words < wordsOfLinkRow)
    }

    /// `[12]` or `[^12]` opens a reference.
    private static func startsWithReference(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        guard text[range.lowerBound] == 0x5B else { return false }
        var offset = range.lowerBound + 1
        if offset < range.upperBound, text[offset] == 0x5E { offset += 1 }
        let first = offset
        while offset < range.upperBound, ASCII.isDigit(text[offset]) { offset += 1 }
        return offset > first && offset < range.upperBound && text[offset] == 0x5D
    }

    /// What one blank-free stretch is.
    private struct Chunk {
        var isLink = false
        var isIndicator = false
        /// Words of two letters or more, when it is neither.
        var words = 0

        init(_ text: TextBytes, _ range: Range<Int>) {
            var letters = 0
            var hexadecimal = 0
            for offset in range {
                let byte = text[offset]
                hexadecimal = ASCII.isHex(byte) ? hexadecimal + 1 : 0
                if hexadecimal >= 24 { isIndicator = true }
                if ASCII.isLetter(byte) {
                    letters += 1
                    continue
                }
                if letters >= 2 { words += 1 }
                letters = 0
                mark(text, offset, byte, range)
            }
            if letters >= 2 { words += 1 }
            if isLink || isIndicator { words = 0 }
        }

        private mutating func mark(_ text: TextBytes, _ offset: Int, _ byte: UInt8, _ range: Range<Int>) {
            let end = range.upperBound
            switch byte {
            case 0x3A where text.matches("://", at: offset, end: end): isLink = true
            case 0x3A where offset + 1 < end && text[offset + 1] == 0x5C: isIndicator = true
            case 0x5B, 0x28:
                if Indicators.defangedDot(in: text, at: offset, limit: end) != nil { isIndicator = true }
            case 0x2E where offset > range.lowerBound && offset + 2 < end:
                // A dot between word characters: a host, an address or a file name.
                if ASCII.isAlphanumeric(text[offset - 1]), ASCII.isAlphanumeric(text[offset + 1]),
                    ASCII.isAlphanumeric(text[offset + 2])
                {
                    isIndicator = true
                }
            default: break
            }
        }
    }
}
