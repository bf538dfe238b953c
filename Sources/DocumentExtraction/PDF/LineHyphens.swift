/// Tells hyphens that a line's end put into words from those that belong to a word, an id or an address.
struct LineHyphens {
    private let vocabulary: Vocabulary
    /// Whether words are broken at line ends at all; text from browsers only breaks where there was a hyphen.
    private let isHyphenated: Bool

    /// What is to be known of a text's hyphens; `nil` where no line ends in one.
    static func needed(for text: ArraySlice<UInt8>) -> LineHyphens? {
        text.contains("-\n") || text.contains("\u{2010}\n") ? LineHyphens(text) : nil
    }

    /// Learns words and habits from a text with its lines as they were printed.
    init(_ text: ArraySlice<UInt8>) {
        let vocabulary = Vocabulary(text)
        var lines = 0
        var breaks = 0
        var proven = 0
        var last: ArraySlice<UInt8> = []
        for line in text.split(separator: 0x0A) {
            lines += line.count >= 30 ? 1 : 0
            if last.last == 0x2D, let parts = Self.parts(last.dropLast().suffix(64), line.prefix(64)) {
                breaks += 1
                proven += vocabulary.contains(Array(parts.head) + parts.rest) ? 1 : 0
            }
            last = line
        }
        self.vocabulary = vocabulary
        isHyphenated = proven > 0 ? proven * 4 >= breaks : breaks * 25 >= lines
    }

    /// Whether the hyphen between the end of one line and the start of the next belongs there.
    ///
    /// - Parameters:
    ///   - stem: What stands before the hyphen, back to a space.
    ///   - tail: What the next line begins with, up to a space.
    /// - Returns: `false` when the line's end put it there.
    func belongs(between stem: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>) -> Bool {
        // Something with digits, dots or slashes is a name or an indicator.
        guard let (head, rest) = Self.parts(stem, tail) else { return true }
        if vocabulary.contains(Array(head) + rest) { return false }
        if head.contains(0x2D) || vocabulary.contains(Array(head) + [0x2D] + rest) { return true }
        if head.count > 3, rest.count > 3, vocabulary.contains(head), vocabulary.contains(rest) { return true }
        return !isHyphenated
    }

    /// The parts of what may be one word, `nil` for what cannot be a hyphenated one.
    private static func parts(
        _ stem: ArraySlice<UInt8>,
        _ tail: ArraySlice<UInt8>
    ) -> (head: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        guard let first = tail.first, first.isASCIILowercase || first >= 0xC3 else { return nil }
        let word = stem.suffix { !$0.isASCIIWhitespace }
        let openers: Set<UInt8> = [0x28, 0x5B, 0x22, 0x27, 0x2D]
        guard word.allSatisfy({ isLetter($0) || openers.contains($0) }) else { return nil }
        var head = word.suffix { isLetter($0) || $0 == 0x2D }
        // Quotation marks and dashes are three bytes that begin with this one.
        if let mark = head.lastIndex(of: 0xE2) {
            head = head[mark...].dropFirst(3)
        }
        guard !head.isEmpty else { return nil }
        return (head, tail.prefix { isLetter($0) && $0 != 0xE2 })
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte >= 0x80 }
}
