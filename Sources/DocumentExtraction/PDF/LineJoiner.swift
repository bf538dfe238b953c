/// Puts the lines of a block together again: wrapped text on one line, words and indicators that were broken in one
/// piece, and nothing else changed.
enum LineJoiner {
    /// The lines as one text; lines that look like they end on purpose keep their line feed.
    static func join(_ lines: [ArraySlice<UInt8>]) -> [UInt8] {
        let longest = lines.reduce(0) { max($0, $1.count) }
        var text: [UInt8] = []
        text.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
        var hexRun = 0
        for (index, line) in lines.enumerated() {
            if index > 0 {
                let previous = lines[index - 1]
                hexRun = BrokenHash.continuation(of: lines, at: index, soFar: hexRun)
                if hexRun > 0 {
                    // A hash goes on.
                } else if BrokenToken.isContinued(text[...], line) {
                    // A token goes on.
                } else {
                    let isWrapped = longest >= 40 && previous.count * 10 >= longest * 6
                    text.append(isWrapped ? 0x20 : 0x0A)
                }
            }
            text.append(contentsOf: line)
        }
        return text
    }
}
