import Glibc

/// Lines and the blocks between blank lines, in text with any kind of line end.
enum TextLines {
    /// A block without a blank line ends at the next line end after so many bytes: a log is no single paragraph.
    static let longestBlock = 1 << 14

    /// Calls `body` with the range of each line, its end not included.
    static func forEachLine(_ bytes: [UInt8], _ body: (Range<Int>) -> Void) {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            func find(_ byte: UInt8, in range: Range<Int>) -> Int? {
                memchr(base + range.lowerBound, CInt(byte), range.count).map { UnsafeRawPointer($0) - base }
            }
            let hasReturns = find(0x0D, in: 0..<buffer.count) != nil
            var start = 0
            var feed = -1
            while start < buffer.count {
                if feed < start {
                    feed = find(0x0A, in: start..<buffer.count) ?? buffer.count
                }
                // A return before a line feed belongs to it; any other is a line end itself.
                let end = hasReturns ? find(0x0D, in: start..<feed) ?? feed : feed
                body(start..<end)
                start = end + 1 == feed ? feed + 1 : end + 1
            }
        }
    }

    /// Calls `body` with the range of each run of lines that are not blank.
    static func forEachBlock(_ bytes: [UInt8], _ body: (Range<Int>) -> Void) {
        var block: Range<Int>?
        forEachLine(bytes) { line in
            if isBlank(bytes, line) {
                if let complete = block {
                    body(complete)
                }
                block = nil
            } else {
                let whole = (block?.lowerBound ?? line.lowerBound)..<line.upperBound
                if whole.count > longestBlock {
                    body(whole)
                    block = nil
                } else {
                    block = whole
                }
            }
        }
        if let complete = block {
            body(complete)
        }
    }

    /// The blocks between blank lines.
    static func blocks(of bytes: [UInt8]) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        forEachBlock(bytes) { blocks.append($0) }
        return blocks
    }

    static func isBlank(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        for index in line where !bytes[index].isASCIIWhitespace {
            return false
        }
        return true
    }
}
