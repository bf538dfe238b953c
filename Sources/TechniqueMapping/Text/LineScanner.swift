/// Cuts a text into physical lines and finds out which of them belong together.
///
/// A PDF's lines are broken by its page width. They are joined again when the document looks hard-wrapped; offsets stay
/// those of the text, so a joined sentence simply has a line break inside.
struct LineScanner {
    /// Below this 85th percentile of line lengths a document counts as hard-wrapped.
    private static let wrappedBelow = 160
    private static let longestFurniture = 120
    private static let furnitureRepeats = 3

    /// The lines of a text, each with its verdict.
    static func lines(of text: TextBytes) -> [Line] {
        var lines = physicalLines(of: text)
        let width = typicalWidth(of: lines)
        let isWrapped = width < wrappedBelow
        if isWrapped { markFurniture(&lines, text) }
        for index in lines.indices.dropFirst() {
            lines[index].continues = continues(lines[index], lines[index - 1], text, width: isWrapped ? width : nil)
        }
        return lines
    }

    private static func physicalLines(of text: TextBytes) -> [Line] {
        var lines: [Line] = []
        lines.reserveCapacity(text.count / 60 + 1)
        var start = 0
        var offset = 0
        let count = text.count
        while offset < count {
            let length = terminatorLength(text, offset)
            if length == 0 {
                offset += 1
                continue
            }
            append(start..<offset, of: text, to: &lines)
            offset += length
            start = offset
        }
        append(start..<count, of: text, to: &lines)
        return lines
    }

    private static func append(_ range: Range<Int>, of text: TextBytes, to lines: inout [Line]) {
        let trimmed = text.trimmed(range)
        lines.append(Line(start: trimmed.lowerBound, end: trimmed.upperBound))
    }

    @inline(__always)
    private static func terminatorLength(_ text: TextBytes, _ offset: Int) -> Int {
        let byte = text[offset]
        if byte < 0x80 {
            guard byte &- 0x0A < 4 else { return 0 }
            return byte == 0x0D && offset + 1 < text.count && text[offset + 1] == 0x0A ? 2 : 1
        }
        if byte == 0xE2, offset + 2 < text.count, text[offset + 1] == 0x80, text[offset + 2] & 0xFE == 0xA8 { return 3 }
        return byte == 0xC2 && offset + 1 < text.count && text[offset + 1] == 0x85 ? 2 : 0
    }

    /// The 85th percentile of the lengths of the lines that hold anything.
    private static func typicalWidth(of lines: [Line]) -> Int {
        var histogram = [Int](repeating: 0, count: 1025)
        var total = 0
        for line in lines where !line.isBlank {
            histogram[min(line.length, 1024)] += 1
            total += 1
        }
        var seen = 0
        for (length, count) in histogram.enumerated() {
            seen += count
            if seen * 100 >= total * 85 { return length }
        }
        return 1024
    }

    private static func markFurniture(_ lines: inout [Line], _ text: TextBytes) {
        var counts: [UInt64: Int] = [:]
        var keys = [UInt64](repeating: 0, count: lines.count)
        for (index, line) in lines.enumerated() where !line.isBlank && line.length <= longestFurniture {
            var hash = Hash.start
            for offset in line.start..<line.end {
                let byte = text[offset]
                hash = Hash.step(hash, ASCII.isDigit(byte) ? 0x30 : ASCII.lowered(byte))
            }
            keys[index] = hash
            counts[hash, default: 0] += 1
        }
        for index in lines.indices where keys[index] != 0 {
            if let count = counts[keys[index]], count >= furnitureRepeats { lines[index].isFurniture = true }
        }
    }

    private static func continues(_ line: Line, _ previous: Line, _ text: TextBytes, width: Int?) -> Bool {
        guard !line.isBlank, !previous.isBlank, !line.isFurniture, !previous.isFurniture else { return false }
        let first = text[line.start]
        let last = text[previous.end - 1]
        if startsItem(line, text) || isHeading(previous, text) || isRow(previous, text) || isRow(line, text) {
            return false
        }
        let endsSentence = last == 0x2E || last == 0x21 || last == 0x3F || last == 0x3A  // . ! ? :
        if ASCII.isLower(first) || first == 0x28 { return !endsSentence }
        guard let width, previous.length * 4 >= width * 3, previous.length > 50, !endsSentence, last != 0x3B else {
            return false
        }
        return ASCII.isAlphanumeric(first) || first == 0x22
    }

    /// A bullet or a number with a point or bracket opens a list item.
    private static func startsItem(_ line: Line, _ text: TextBytes) -> Bool {
        let first = text[line.start]
        if first == 0x2D || first == 0x2A || first == 0x23 || first == 0x3E { return true }
        var offset = line.start
        while offset < line.end, offset - line.start < 3, ASCII.isDigit(text[offset]) { offset += 1 }
        guard offset > line.start, offset + 1 < line.end else { return false }
        return (text[offset] == 0x2E || text[offset] == 0x29) && ASCII.isSpace(text[offset + 1])
    }

    private static func isHeading(_ line: Line, _ text: TextBytes) -> Bool { text[line.start] == 0x23 }

    /// Cells set apart by bars or tabs.
    private static func isRow(_ line: Line, _ text: TextBytes) -> Bool {
        if text[line.start] == 0x7C { return true }
        var separators = 0
        for offset in line.start..<min(line.end, line.start + 400) where text[offset] == 0x7C || text[offset] == 0x09 {
            separators += 1
        }
        return separators >= 2
    }
}
