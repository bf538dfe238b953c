/// Finds out what each line is part of.
enum LineKinds {
    private static let codeIndentation = 4

    /// Marks all lines.
    static func mark(_ lines: inout [Line], _ text: TextBytes) {
        var gaps = [Bool](repeating: false, count: lines.count)
        for index in lines.indices where !lines[index].isBlank {
            let range = lines[index].start..<lines[index].end
            let shape = LineShape(text, range)
            lines[index].chunks = shape.chunks
            lines[index].isProse = shape.isProse
            lines[index].isRunning = shape.isRunning
            lines[index].kind = kind(of: lines[index], shape, text)
            gaps[index] = shape.gaps > 0
        }
        // One wide gap is a slip of the keyboard; in two lines running it is a table.
        for index in lines.indices where gaps[index] && lines[index].kind != .code {
            let isAfter = index > 0 && gaps[index - 1]
            if isAfter || (index + 1 < lines.count && gaps[index + 1]) { lines[index].kind = .row }
        }
        markFences(&lines, text)
        joinCode(&lines)
    }

    private static func kind(of line: Line, _ shape: LineShape, _ text: TextBytes) -> Line.Kind {
        let range = line.start..<line.end
        if isRule(text, range) { return .rule }
        switch text[line.start] {
        case 0x7C: return .row
        case 0x23 where line.length > 1 && (text[line.start + 1] == 0x23 || ASCII.isSpace(text[line.start + 1])):
            return .heading
        default: break
        }
        if let end = ListMarker.end(in: text, range) { return end == line.end ? .bullet : .item }
        if shape.tabs > 0 || shape.bars >= 2 || shape.gaps >= 2 { return .row }
        if isCode(line, shape, text) { return .code }
        return isValue(line, shape, text) ? .value : .prose
    }

    /// A run of one kind of dash, dot, star or equals sign.
    private static func isRule(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        guard range.count >= 3 else { return false }
        let byte = text[range.lowerBound]
        guard byte == 0x2D || byte == 0x3D || byte == 0x2A || byte == 0x5F || byte == 0x2E || byte == 0x7E else {
            return false
        }
        for offset in range where text[offset] != byte && text[offset] != 0x20 { return false }
        return true
    }

    private static func isCode(_ line: Line, _ shape: LineShape, _ text: TextBytes) -> Bool {
        if shape.isRunning { return false }
        switch text[line.end - 1] {
        case 0x7B, 0x7D: return true
        case 0x3B where !shape.isProse || shape.chunks == 1: return true
        default: break
        }
        if text.matches("//", at: line.start, end: line.end) || text.matches("/*", at: line.start, end: line.end) {
            return true
        }
        if shape.operators > 0 { return true }
        return line.indentation >= codeIndentation && shape.plain < shape.chunks
    }

    /// Anything that is mostly no words, and a key with its value.
    private static func isValue(_ line: Line, _ shape: LineShape, _ text: TextBytes) -> Bool {
        if !shape.isProse || shape.hasLink && shape.chunks < 3 { return true }
        guard ASCII.isLower(text[line.start]) else { return false }
        var offset = line.start
        while offset < line.end, ASCII.isLower(text[offset]) || text[offset] == 0x5F { offset += 1 }
        return offset < line.end && text[offset] == 0x3A
    }

    /// Everything from a fence to the fence that closes it is one block; a fence that nothing closes is a line.
    private static func markFences(_ lines: inout [Line], _ text: TextBytes) {
        var opening: Int?
        for index in lines.indices where isFence(lines[index], text) {
            guard let first = opening else {
                opening = index
                continue
            }
            opening = nil
            for inner in first...index {
                lines[inner].kind = .code
                lines[inner].continues = inner > first
            }
        }
        if let opening { lines[opening].kind = .rule }
    }

    private static func isFence(_ line: Line, _ text: TextBytes) -> Bool {
        guard line.length >= 3 else { return false }
        let byte = text[line.start]
        guard byte == 0x60 || byte == 0x7E, text[line.start + 1] == byte, text[line.start + 2] == byte else {
            return false
        }
        // "```text```" on one line opens nothing.
        return line.length < 6 || text[line.end - 1] != byte || text[line.end - 4] == byte
    }

    /// Lines of code that follow each other are one block, with what is short and no sentence in between.
    private static func joinCode(_ lines: inout [Line]) {
        var index = 1
        while index < lines.count {
            let previous = lines[index - 1]
            if previous.kind == .code, !previous.isBlank, !lines[index].isBlank, !lines[index].continues {
                if lines[index].kind == .code {
                    lines[index].continues = true
                } else if index + 1 < lines.count, lines[index + 1].kind == .code, !lines[index + 1].isBlank,
                    !lines[index].isRunning, lines[index].kind == .value || lines[index].kind == .prose,
                    lines[index].length <= 60
                {
                    lines[index].kind = .code
                    lines[index].continues = true
                }
            }
            index += 1
        }
    }
}
