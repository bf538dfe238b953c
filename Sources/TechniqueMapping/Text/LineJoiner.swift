/// Decides whether a line goes on with the sentence of the line before it.
enum LineJoiner {
    /// A shorter line breaks where its author broke it.
    private static let shortestWrapped = 24

    /// Words that nobody ends a line with on purpose.
    private static let dangling = WordSet(
        """
        a an the this that these those its their his her and or but nor of to in on at by for with from as into onto \
        upon is are was were be been which who whose via using than per between through against over under after \
        before during such including called named see we they
        """
    )

    static func continues(_ line: Line, _ previous: Line, _ text: TextBytes) -> Bool {
        if line.kind == .code || previous.kind == .code { return line.continues }
        if line.isBlank || previous.isBlank || line.isFurniture || previous.isFurniture { return false }
        switch line.kind {
        case .heading, .rule, .item, .bullet, .row: return false
        case .code, .prose, .value: break
        }
        switch previous.kind {
        case .bullet: return true
        case .heading, .rule, .row: return false
        case .code, .item, .prose, .value: break
        }
        if text[previous.end - 1] == 0x5D, text.matches("(http", at: line.start, end: line.end) { return true }
        let isWrapped = line.width > 0
        if endsSentence(previous, text, isWrapped: isWrapped) { return false }
        let isDangling = dangles(previous, text)
        if goesOnByItsFirstByte(line, text) {
            return goesOn(line, previous, text, isDangling: isDangling, isWrapped: isWrapped)
        }
        guard line.kind == .prose || isDangling, previous.isRunning, opens(line, text) else { return false }
        if isDangling { return true }
        return isWrapped && isFull(previous, before: line, text)
    }

    /// A line in lower case, or in brackets, after one that no stop ends.
    private static func goesOn(
        _ line: Line,
        _ previous: Line,
        _ text: TextBytes,
        isDangling: Bool,
        isWrapped: Bool
    ) -> Bool {
        if isDangling { return true }
        guard line.kind == .prose else { return false }
        // After a line in lower case that opened something itself this is the next entry of a list.
        if ASCII.isLower(text[previous.start]), !previous.continues {
            return isWrapped && isFull(previous, before: line, text)
        }
        if isWrapped, line.isRunning || (previous.isRunning && line.isProse) { return true }
        guard previous.isProse, previous.chunks > 1 else { return false }
        if isWrapped, text[line.end - 1] == 0x2E, line.isProse { return true }
        guard ASCII.isLower(text[line.start]) else { return true }
        return line.isRunning || previous.isRunning || dangling.contains(firstWord(of: line, text))
    }

    private static func goesOnByItsFirstByte(_ line: Line, _ text: TextBytes) -> Bool {
        switch text[line.start] {
        case 0x28, 0x29, 0x2C: true
        // A ligature that bad extraction turned into a sign.
        case 0x25, 0x21: line.length > 2 && ASCII.isLower(text[line.start + 1]) && ASCII.isLower(text[line.start + 2])
        case let first: ASCII.isLower(first)
        }
    }

    /// Whether the first word of a line had no room on the line before.
    private static func isFull(_ previous: Line, before line: Line, _ text: TextBytes) -> Bool {
        guard previous.length > shortestWrapped, text[previous.end - 1] != 0x3B else { return false }
        var word = line.start
        while word < line.end, text[word] > 0x20 { word += 1 }
        return (previous.length + 1 + word - line.start) * 20 >= previous.width * 17
    }

    private static func opens(_ line: Line, _ text: TextBytes) -> Bool {
        let first = text[line.start]
        return ASCII.isAlphanumeric(first) || first == 0x22 || first == 0x27 || first >= 0x80
    }

    private static func endsSentence(_ line: Line, _ text: TextBytes, isWrapped: Bool) -> Bool {
        var last = line.end - 1
        var closers = 0
        while last > line.start, closers < 3 {
            switch text[last] {
            case 0x22, 0x27, 0x29, 0x5D: last -= 1
            case 0x9D where last > line.start + 2 && text[last - 1] == 0x80: last -= 3
            default: closers = 3
            }
            closers += 1
        }
        guard ASCII.isStop(text[last]) else { return false }
        return
            !(isWrapped && text[last] == 0x2E && last == line.end - 1
            && Abbreviations.endsAt(last, from: line.start, in: text))
    }

    /// Ends with a comma, an open bracket or a word that wants another.
    private static func dangles(_ line: Line, _ text: TextBytes) -> Bool {
        let last = text[line.end - 1]
        guard line.isProse, line.length > 3 else { return false }
        if last == 0x2C { return line.isRunning }
        if last == 0x28 { return true }
        guard ASCII.isLower(last) else { return false }
        var start = line.end
        while start > line.start, line.end - start < 12, ASCII.isLower(text[start - 1]) { start -= 1 }
        guard start > line.start, ASCII.isSpace(text[start - 1]) else { return false }
        return dangling.contains(text[start..<line.end])
    }

    private static func firstWord(of line: Line, _ text: TextBytes) -> Slice<TextBytes> {
        var end = line.start
        while end < line.end, end - line.start < 12, ASCII.isLower(text[end]) { end += 1 }
        return text[line.start..<end]
    }
}
