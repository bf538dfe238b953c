/// One line of a page as it was printed.
struct PrintedLine {
    /// Its bytes without space around them and without the bullet it began with.
    let bytes: ArraySlice<UInt8>

    /// Whether it is the first line of a list's item.
    let isItem: Bool

    /// Whether a blank line was above it.
    let followsBlank: Bool

    /// How many characters it has.
    let width: Int

    /// Whether it is made of words, as running text is.
    let isProse: Bool

    init(_ bytes: ArraySlice<UInt8>, isItem: Bool = false, followsBlank: Bool = false) {
        self.bytes = bytes
        self.isItem = isItem
        self.followsBlank = followsBlank
        var width = 0
        var spaces = 0
        var letters = 0
        var wide = 0
        for byte in bytes where byte & 0xC0 != 0x80 {
            width += 1
            spaces += byte == 0x20 ? 1 : 0
            letters += byte.isASCIILetter || byte >= 0x80 ? 1 : 0
            wide += Self.isWide(byte) ? 1 : 0
        }
        self.width = width
        isProse = wide * 2 >= width ? width >= 12 : spaces >= 2 && letters * 10 >= (width - spaces) * 7
    }

    /// Whether a character that begins with this byte is one of a script that has no spaces: Chinese, Japanese.
    static func isWide(_ byte: UInt8) -> Bool { (0xE3...0xE9).contains(byte) }

    /// How many characters would have had to fit on the line before.
    var openingWidth: Int {
        guard let first = bytes.first, !Self.isWide(first) else { return 1 }
        return bytes.prefix { $0 != 0x20 }.count { $0 & 0xC0 != 0x80 }
    }

    /// Whether it begins like an entry of a numbered list: `2.`, `b)`, `(iv)`.
    var isNumbered: Bool {
        let rest = bytes.first == 0x28 ? bytes.dropFirst() : bytes
        let mark = rest.prefix { $0.isASCIIDigit || $0.isASCIILetter }
        guard (1...3).contains(mark.count), let end = rest.dropFirst(mark.count).first else { return false }
        let isNumber = mark.allSatisfy(\.isASCIIDigit)
        guard end == 0x29 || (end == 0x2E && (isNumber || mark.count == 1)) else { return false }
        return rest.dropFirst(mark.count + 1).first == 0x20
    }

    /// Whether it ends as a sentence does.
    var endsSentence: Bool {
        var rest = bytes.suffix(8)
        while let last = rest.last, last == 0x22 || last == 0x27 || last == 0x29 || last == 0x5D {
            rest.removeLast()
        }
        if rest.count > 3, rest.suffix(3).elementsEqual([0xE2, 0x80, 0x9D]) {
            rest.removeLast(3)
        }
        guard let last = rest.last else { return false }
        return [0x2E, 0x21, 0x3F, 0x3A].contains(last) || rest.suffix(3).elementsEqual([0xE3, 0x80, 0x82])
    }
}
