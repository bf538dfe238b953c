import DocumentText

/// Puts the lines of a page together again: wrapped text on one line, words and indicators that were broken in one
/// piece, and nothing else changed.
struct PageBlocks {
    private let page: PrintedPage
    private let hyphens: LineHyphens?
    private var hashDigits = 0

    /// What lies between two lines.
    private enum Joint {
        /// Nothing: they are one piece, once so many bytes before the line's end are dropped.
        case glue(dropping: Int)
        case space
        case lineFeed
        case blockEnd
    }

    init(_ page: PrintedPage, hyphens: LineHyphens?) {
        self.page = page
        self.hyphens = hyphens
    }

    /// Makes the blocks and calls `body` with each.
    mutating func build(_ body: ([UInt8], Segment.Kind) -> Void) {
        var block: [UInt8] = []
        var isItem = false
        for (index, line) in page.lines.enumerated() {
            switch index == 0 ? .blockEnd : joint(before: index, after: block.suffix(512), isItem: isItem) {
            case .glue(let count): block.removeLast(count)
            case .space: block.append(0x20)
            case .lineFeed: block.append(0x0A)
            case .blockEnd:
                if !block.isEmpty {
                    body(block, isItem ? .listItem : .paragraph)
                }
                block.removeAll(keepingCapacity: true)
                isItem = line.isItem
            }
            block.append(contentsOf: line.bytes)
        }
        if !block.isEmpty {
            body(block, isItem ? .listItem : .paragraph)
        }
    }

    private mutating func joint(before index: Int, after text: ArraySlice<UInt8>, isItem: Bool) -> Joint {
        let line = page.lines[index]
        let previous = page.lines[index - 1]
        hashDigits = line.isItem ? 0 : BrokenHash.continuation(of: page.lines, at: index, soFar: hashDigits)
        if line.isItem || (line.followsBlank && hashDigits == 0) { return .blockEnd }
        if hashDigits > 0 || BrokenToken.isContinued(text, line.bytes) { return .glue(dropping: 0) }
        if let count = hyphen(at: text, before: line) { return .glue(dropping: count) }
        if isWrapped(index) {
            // Scripts without spaces have none at a line's end either.
            let isWide = line.bytes.first.map(PrintedLine.isWide) == true && (text.last ?? 0) >= 0x80
            return isWide ? .glue(dropping: 0) : .space
        }
        return isItem || previous.endsSentence ? .blockEnd : .lineFeed
    }

    /// How many bytes of a hyphen to drop between the text and the line; `nil` when there is no broken word.
    private func hyphen(at text: ArraySlice<UInt8>, before line: PrintedLine) -> Int? {
        let length = Self.hyphenLength(text)
        let stem = text.dropLast(length).suffix { !$0.isASCIIWhitespace }
        guard length > 0, let last = stem.last, let first = line.bytes.first,
            last.isASCIIDigit || last.isASCIILetter || last >= 0x80,
            first.isASCIIDigit || first.isASCIILetter || first >= 0x80
        else { return nil }
        // The soft hyphen is only ever shown where a word is broken.
        if length == 2 { return 2 }
        return hyphens?.belongs(between: stem, line.bytes.prefix { !$0.isASCIIWhitespace }) == false ? length : 0
    }

    private static func hyphenLength(_ text: ArraySlice<UInt8>) -> Int {
        if text.last == 0x2D { return 1 }
        if text.suffix(2).elementsEqual([0xC2, 0xAD]) { return 2 }
        return text.suffix(3).elementsEqual([0xE2, 0x80, 0x90]) ? 3 : 0
    }

    /// Whether a line begins only because the one before it was full.
    private func isWrapped(_ index: Int) -> Bool {
        let line = page.lines[index]
        let previous = page.lines[index - 1]
        guard previous.isProse, previous.width >= 24, !line.isNumbered else { return false }
        let needed = previous.width + 1 + line.openingWidth
        // There is no better witness for the width of a column than the next line.
        if needed * 100 < line.width * 93 { return false }
        // A paragraph too many between two sentences costs less than a heading that sticks to the one before.
        if previous.endsSentence { return line.isProse && needed >= page.textWidth }
        if needed * 100 >= page.textWidth * 85 { return true }
        return line.bytes.first?.isASCIILowercase == true
    }
}
