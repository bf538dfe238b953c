/// The lines of one page.
struct PrintedPage {
    /// The lines that are not blank, in order.
    private(set) var lines: [PrintedLine] = []

    /// The width that most of the text is set in.
    let textWidth: Int

    /// Splits what a program printed for the page.
    init(_ text: ArraySlice<UInt8>) {
        var followsBlank = false
        var isItem = false
        var isInList = false
        var last: ArraySlice<UInt8> = []
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let bytes = Self.trim(line)
            guard !bytes.isEmpty else {
                followsBlank = true
                continue
            }
            // What is printed twice in one place looks bold.
            if bytes == last, bytes.count >= 8, bytes.contains(0x20) { continue }
            last = bytes
            let length = Self.bulletLength(bytes, isInList: isInList)
            isItem = isItem || length > 0
            let rest = length > 0 ? Self.trim(bytes.dropFirst(length)) : bytes
            // A bullet that stands alone belongs to what comes next.
            guard !rest.isEmpty else { continue }
            lines.append(PrintedLine(rest, isItem: isItem, followsBlank: followsBlank))
            isInList = isItem
            isItem = false
            followsBlank = false
        }
        textWidth = Self.textWidth(of: lines)
    }

    /// The width of the line that holds the middle of the page's prose, counted from the narrow ones.
    private static func textWidth(of lines: [PrintedLine]) -> Int {
        let widths = lines.filter(\.isProse).map(\.width).sorted()
        var rest = widths.reduce(0, +) * 6 / 10
        for width in widths {
            rest -= width
            if rest <= 0 { return width }
        }
        return widths.last ?? 0
    }

    /// Whether the order in which the page was painted is no order to read it in.
    ///
    /// Turned pages come out with a word on each line, and some programs paint columns across.
    static func isShredded(_ text: ArraySlice<UInt8>) -> Bool {
        var lines = 0
        var words = 0
        var tiny = 0
        var ends = 0
        var acrossColumns = 0
        for line in text.split(separator: 0x0A) {
            lines += 1
            words += line.allSatisfy(\.isASCIILowercase) ? 1 : 0
            tiny += line.count <= 2 ? 1 : 0
            ends += line.last == 0x2D ? 1 : 0
            acrossColumns += Self.innerBreaks(line)
        }
        if lines >= 12, words * 2 >= lines { return true }
        if lines >= 40, tiny * 10 >= lines * 8 { return true }
        return acrossColumns >= 3 && acrossColumns * 2 > ends
    }

    /// How often a word seems to be broken in the middle of the line.
    private static func innerBreaks(_ line: ArraySlice<UInt8>) -> Int {
        var found = 0
        var index = line.startIndex + 1
        while index + 2 < line.endIndex {
            if line[index] == 0x2D, line[index + 1] == 0x20, line[index - 1].isASCIILowercase,
                line[index + 2].isASCIILowercase
            {
                found += 1
            }
            index += 1
        }
        return found
    }

    private static func trim(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last.isASCIIWhitespace {
            line.removeLast()
        }
        while let first = line.first, first.isASCIIWhitespace {
            line.removeFirst()
        }
        return line
    }

    /// How many bytes a bullet at the line's start takes.
    private static func bulletLength(_ line: ArraySlice<UInt8>, isInList: Bool) -> Int {
        // The second level of lists in Word has the letter o for a bullet.
        if isInList, line.count > 2, line.starts(with: [0x6F, 0x20]) { return 1 }
        guard let first = line.first, first >= 0xE2 else { return 0 }
        for bullet in bullets where line.count >= bullet.utf8CodeUnitCount {
            let prefix = line.prefix(bullet.utf8CodeUnitCount)
            if prefix.elementsEqual(UnsafeBufferPointer(start: bullet.utf8Start, count: bullet.utf8CodeUnitCount)) {
                return bullet.utf8CodeUnitCount
            }
        }
        return 0
    }

    private static let bullets: [StaticString] = [
        "\u{2022}", "\u{25CF}", "\u{25CB}", "\u{25AA}", "\u{25A0}", "\u{2023}", "\u{2043}", "\u{F0B7}", "\u{F0A7}",
        "\u{25E6}", "\u{2756}", "\u{27A2}", "\u{F0D8}", "\u{F0FC}", "\u{25BA}", "\u{2219}",
    ]
}
