/// Lines and the blocks between blank lines, in text with any kind of line end.
enum TextLines {
    /// Calls `body` with the range of each line, its end not included.
    static func forEachLine(_ bytes: [UInt8], _ body: (Range<Int>) -> Void) {
        var start = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x0A || byte == 0x0D {
                body(start..<index)
                index += byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
                start = index
            } else {
                index += 1
            }
        }
        if start < bytes.count {
            body(start..<bytes.count)
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
                block = (block?.lowerBound ?? line.lowerBound)..<line.upperBound
            }
        }
        if let complete = block {
            body(complete)
        }
    }

    static func isBlank(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        for index in line where !bytes[index].isASCIIWhitespace {
            return false
        }
        return true
    }
}
