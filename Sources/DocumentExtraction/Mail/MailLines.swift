/// Lines of a message, each ended by a line feed or by a carriage return and a line feed.
enum MailLines {
    /// The line that begins at `start`: what is in it, and where the next one begins.
    static func line(at start: Int, of bytes: ArraySlice<UInt8>) -> (content: Range<Int>, next: Int) {
        var end = start
        let limit = bytes.endIndex
        while end < limit, bytes[end] != 0x0A {
            end += 1
        }
        let next = end < limit ? end + 1 : end
        if end > start, bytes[end - 1] == 0x0D {
            end -= 1
        }
        return (start..<end, next)
    }

    /// Where the text before a line that begins at `start` ends: the line end between them belongs to neither.
    static func end(before start: Int, notBefore first: Int, of bytes: ArraySlice<UInt8>) -> Int {
        var end = start
        if end > first, bytes[end - 1] == 0x0A {
            end -= 1
            if end > first, bytes[end - 1] == 0x0D {
                end -= 1
            }
        }
        return end
    }
}
