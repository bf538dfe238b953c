/// The records of a table in text: a line each, more where a quoted cell has line ends of its own.
enum TableRecords {
    /// A cell that is open for longer than this has lost its closing quotation mark.
    private static let longestRecord = 1 << 16

    /// Calls `body` with the range of each record, in order, line ends not included.
    static func forEach(_ bytes: [UInt8], _ body: (Range<Int>) -> Void) {
        var record: Range<Int>?
        var quotes = QuotedCells()
        var pending: [Range<Int>] = []
        TextLines.forEachLine(bytes) { line in
            let start = record?.lowerBound ?? line.lowerBound
            quotes.read(bytes, line)
            pending.append(line)
            if quotes.isBroken || (quotes.isOpen && line.upperBound - start > longestRecord) {
                // A mark without its partner: its lines are records each.
                pending.forEach(body)
                quotes = QuotedCells()
            } else if quotes.isOpen {
                record = start..<line.upperBound
                return
            } else {
                body(start..<line.upperBound)
            }
            pending.removeAll(keepingCapacity: true)
            record = nil
        }
        pending.forEach(body)
    }
}

/// Follows the quotation marks of a table's cells over line ends.
private struct QuotedCells {
    /// Whether a quoted cell goes on in the next line.
    private(set) var isOpen = false

    /// Whether something stood after a closing mark: that mark was no closing one.
    private(set) var isBroken = false

    mutating func read(_ bytes: [UInt8], _ line: Range<Int>) {
        // Most lines have no mark at all.
        guard isOpen || bytes[line].contains(0x22) else { return }
        var index = line.lowerBound
        while index < line.upperBound {
            if isOpen {
                index = skipQuoted(bytes, from: index, to: line.upperBound)
                guard !isOpen, index < line.upperBound else { return }
                guard Self.isSeparator(bytes[index]) else {
                    isBroken = true
                    return
                }
                index += 1
            } else if bytes[index] == 0x22 {
                isOpen = true
                index += 1
            } else {
                while index < line.upperBound, !Self.isSeparator(bytes[index]) {
                    index += 1
                }
                index += 1
            }
        }
    }

    /// Goes behind the mark that closes a cell, where the line has one.
    private mutating func skipQuoted(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
        var index = start
        while index < end {
            guard bytes[index] == 0x22 else {
                index += 1
                continue
            }
            // Two marks are one in the text.
            guard index + 1 < end, bytes[index + 1] == 0x22 else {
                isOpen = false
                return index + 1
            }
            index += 2
        }
        return end
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x2C || byte == 0x3B || byte == 0x09 || byte == 0x7C
    }
}
