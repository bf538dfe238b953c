/// Where in a page a plain link stands.
enum LinkPlace {
    /// Whether it is the target or the text of a link of Markdown or HTML.
    static func isTarget(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        let (start, end) = (range.lowerBound, range.upperBound)
        if start >= 2, text[start - 1] == 0x28, text[start - 2] == 0x5D { return true }
        if start >= 1, text[start - 1] == 0x3C, end < text.count, text[end] == 0x3E { return true }
        if start >= 1, text[start - 1] == 0x22 || text[start - 1] == 0x27 {
            if text.matches("href=", at: start - 6, end: start) || text.matches("src=", at: start - 5, end: start) {
                return true
            }
        }
        return end + 1 < text.count && text[end] == 0x5D && text[end + 1] == 0x28
    }

    /// Whether nothing else stands in its line but a bullet, a number or a word such as "Source:".
    static func isAloneOrCited(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        if isCited(text, range.lowerBound) || isBracketed(text, range) { return true }
        var end = range.upperBound
        while end < text.count, text[end] != 0x0A {
            if ASCII.isAlphanumeric(text[end]) || text[end] >= 0x80 || text[end] == 0x7C {
                return isPageCount(text, end)
            }
            end += 1
        }
        var start = range.lowerBound
        while start > 0, text[start - 1] != 0x0A, range.lowerBound - start < 40 {
            let byte = text[start - 1]
            if ASCII.isLetter(byte) || byte == 0x7C || byte >= 0xC3 { return false }
            start -= 1
        }
        return start == 0 || text[start - 1] == 0x0A
    }

    /// Whether round brackets hold it and nothing else.
    private static func isBracketed(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        var (start, end) = (range.lowerBound, range.upperBound)
        if start > 0, text[start - 1] == 0x20 { start -= 1 }
        if end < text.count, text[end] == 0x20 { end += 1 }
        return start > 0 && text[start - 1] == 0x28 && end < text.count && text[end] == 0x29
    }

    /// `3/12` behind an address at the foot of a printed page.
    private static func isPageCount(_ text: TextBytes, _ offset: Int) -> Bool {
        var (end, slashes) = (offset, 0)
        while end < text.count, end - offset < 9, ASCII.isDigit(text[end]) || text[end] == 0x2F {
            if text[end] == 0x2F { slashes += 1 }
            end += 1
        }
        return slashes == 1 && end > offset + 2 && (end == text.count || text[end] == 0x0A || text[end] == 0x20)
    }

    /// Whether the page calls it its own address.
    static func isOwnAddress(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        follows(text, range.lowerBound, "url:") || follows(text, range.lowerBound, "canonical:")
            || follows(text, range.lowerBound, "permalink:") || follows(text, range.lowerBound, "source:")
    }

    private static func isCited(_ text: TextBytes, _ offset: Int) -> Bool {
        follows(text, offset, "url:") || follows(text, offset, "source:") || follows(text, offset, "sources:")
            || follows(text, offset, "reference:") || follows(text, offset, "references:")
            || follows(text, offset, "via:")
            || follows(text, offset, "link:") || follows(text, offset, "see:") || follows(text, offset, "from:")
    }

    private static func follows(_ text: TextBytes, _ offset: Int, _ word: StaticString) -> Bool {
        var end = offset
        while end > 0, offset - end < 3, text[end - 1] == 0x20 { end -= 1 }
        let start = end - word.utf8CodeUnitCount
        guard start >= 0, text.matches(word, at: start, end: end) else { return false }
        return start == 0 || !ASCII.isAlphanumeric(text[start - 1])
    }
}
