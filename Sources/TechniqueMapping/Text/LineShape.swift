/// What the words of one line look like, read in one pass over its opening.
struct LineShape {
    /// Longer lines are judged by their opening.
    private static let longest = 600

    /// Stretches without blanks.
    private(set) var chunks = 0
    /// Chunks that are words, with or without punctuation around them.
    private(set) var plain = 0
    /// Words in lower case.
    private(set) var lower = 0
    /// Words in lower case of five letters or more.
    private(set) var long = 0
    /// Chunks that stand for an assignment or a comparison.
    private(set) var operators = 0
    private(set) var tabs = 0
    private(set) var bars = 0
    /// Gaps of two blanks or more that do not follow a stop.
    private(set) var gaps = 0
    private(set) var hasLink = false

    init(_ text: TextBytes, _ range: Range<Int>) {
        let end = min(range.upperBound, range.lowerBound + Self.longest)
        var offset = range.lowerBound
        while offset < end {
            let start = offset
            while offset < end, text[offset] > 0x20 { offset += 1 }
            if offset > start { read(text, start..<offset) }
            let gap = offset
            while offset < end, text[offset] <= 0x20 {
                if text[offset] == 0x09 { tabs += 1 }
                offset += 1
            }
            if offset - gap > 1, gap > range.lowerBound, !ASCII.isStop(text[gap - 1]) { gaps += 1 }
        }
    }

    /// Most chunks are words.
    var isProse: Bool { plain * 2 >= chunks && plain > 0 }

    /// Lower-case words prevail, and not only the small ones that titles have too.
    var isRunning: Bool { chunks >= 3 && lower * 2 >= chunks && long > 0 }

    private mutating func read(_ text: TextBytes, _ range: Range<Int>) {
        chunks += 1
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, Self.isBracket(text[start]) { start += 1 }
        while end > start, Self.isBracket(text[end - 1]) || Self.isPunctuation(text[end - 1]) { end -= 1 }
        guard start < end, ASCII.isLetter(text[start]) || text[start] >= 0x80 else {
            if range.count <= 3 { markOperator(text, range) }
            if range.count == 1, text[range.lowerBound] == 0x7C { bars += 1 }
            return
        }
        var letters = 0
        var capitals = 0
        for offset in start..<end {
            let byte = text[offset]
            if ASCII.isLetter(byte) || byte >= 0x80 {
                letters += 1
                if offset > start, ASCII.isUpper(byte) { capitals += 1 }
            } else if byte == 0x3A, text.matches("://", at: offset, end: end) {
                hasLink = true
                return
            } else if byte == 0x7C {
                bars += 1
            } else if byte != 0x2D, byte != 0x27, byte != 0x2F {
                return
            }
        }
        guard capitals == 0 || capitals + 1 >= letters else { return }
        plain += 1
        guard capitals == 0, !ASCII.isUpper(text[start]) else { return }
        lower += 1
        if letters >= 5 { long += 1 }
    }

    private mutating func markOperator(_ text: TextBytes, _ range: Range<Int>) {
        var hasEquals = false
        for offset in range {
            switch text[offset] {
            case 0x3D: hasEquals = true  // =
            case 0x3A, 0x3C, 0x3E, 0x2B, 0x2D, 0x21: continue  // : < > + - !
            default: return
            }
        }
        if hasEquals { operators += 1 }
    }

    /// Quotes, brackets and marks of emphasis around a word.
    @inline(__always)
    private static func isBracket(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x27, 0x28, 0x29, 0x5B, 0x5D, 0x2A, 0x5F: true
        default: false
        }
    }

    @inline(__always)
    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: true
        default: false
        }
    }
}
