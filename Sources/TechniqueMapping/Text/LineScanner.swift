/// Cuts a text into physical lines and finds out what they are and which of them belong together.
///
/// A PDF's lines are broken by its page width. They are joined again when the document looks hard-wrapped; offsets stay
/// those of the text, so a joined sentence simply has a line break inside.
struct LineScanner {
    /// Below this 85th percentile of line lengths a document may be hard-wrapped.
    private static let wrappedBelow = 160
    /// No page is narrower: lines this short are entries.
    private static let narrowest = 36
    /// Running text with more long lines than this, in percent, is not wrapped as a whole.
    private static let mostLongLines = 15
    private static let longestFurniture = 120
    private static let longestFurnitureLink = 300
    private static let furnitureRepeats = 3

    /// The lines of a text, each with its verdict.
    static func lines(of text: TextBytes) -> [Line] {
        var lines = physicalLines(of: text)
        LineKinds.mark(&lines, text)
        let width = typicalWidth(of: lines)
        if width < wrappedBelow {
            markFurniture(&lines, text)
            markWidths(&lines, typical: isWrapped(lines, at: width) ? width : nil)
        }
        for index in lines.indices.dropFirst() {
            lines[index].continues = LineJoiner.continues(lines[index], lines[index - 1], text)
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
        var line = Line(start: trimmed.lowerBound, end: trimmed.upperBound)
        line.indentation = trimmed.lowerBound - range.lowerBound
        if !trimmed.isEmpty, text[range.lowerBound] == 0x09 { line.indentation += 3 }
        lines.append(line)
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

    private static func isWrapped(_ lines: [Line], at width: Int) -> Bool {
        if width < narrowest { return false }
        var running = 0
        var long = 0
        for line in lines where line.isRunning {
            running += 1
            if line.length > wrappedBelow { long += 1 }
        }
        return long * 100 <= running * mostLongLines
    }

    /// Gives each line the length at which the running text around it breaks: a page may have columns of its own.
    private static func markWidths(_ lines: inout [Line], typical: Int?) {
        var first = 0
        while first < lines.count {
            var after = first
            var block = Block()
            while after < lines.count, !lines[after].isBlank {
                if lines[after].isRunning, !lines[after].isFurniture { block.add(lines[after].length) }
                after += 1
            }
            block.countFull(lines[first..<after])
            let width = block.width(typical: typical)
            for index in first..<after { lines[index].width = width }
            first = after + 1
        }
    }

    /// The running lines between two blank ones.
    private struct Block {
        private var running = 0
        private var longest = 0
        private var full = 0

        mutating func add(_ length: Int) {
            running += 1
            longest = max(longest, length)
        }

        mutating func countFull(_ lines: ArraySlice<Line>) {
            for line in lines where line.isRunning && line.length * 10 >= longest * 7 { full += 1 }
        }

        /// Where its lines break, 0 when they break where their author broke them.
        func width(typical: Int?) -> Int {
            if let typical { return running < 3 ? typical : min(longest, typical + typical / 3) }
            return running >= 4 && longest < wrappedBelow && full * 10 >= running * 7 ? longest : 0
        }
    }

    private static func markFurniture(_ lines: inout [Line], _ text: TextBytes) {
        var counts: [UInt64: Int] = [:]
        var keys = [UInt64](repeating: 0, count: lines.count)
        for (index, line) in lines.enumerated() where isFurnitureShaped(line, text) {
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

    /// Short, or a link; the last word of a paragraph and a lone bullet come back too and are none.
    private static func isFurnitureShaped(_ line: Line, _ text: TextBytes) -> Bool {
        if line.isBlank || line.kind == .bullet || line.kind == .code { return false }
        if line.length > longestFurniture {
            return line.length <= longestFurnitureLink && line.kind == .value
                && text.matches("http", at: line.start, end: line.end)
        }
        return !ASCII.isLower(text[line.start]) || line.kind == .value
    }
}
