/// Reads the pieces of a text that may hold an indicator.
///
/// At each place where a word starts the forms are tried in the order of how much they need to be right: a link before
/// the host in it, a path before the file at its end. What was read is not read again, found or not.
struct IndicatorReader {
    let text: TextBytes
    var collector: IndicatorCollector
    var run = HostRun()
    /// The links of a text name the ids and hashes of others in passing; those count too.
    var isInsideLink = false

    /// The end of the last piece that was read: looking back stops there.
    private(set) var floor = 0

    init(_ text: TextBytes, limit: Int) {
        self.text = text
        collector = IndicatorCollector(text, limit: limit)
    }

    /// Everything that was found.
    func findings() -> IndicatorFindings { collector.findings() }

    /// Reads a piece without blanks; gives where it stopped, which may lie behind the piece.
    mutating func read(_ piece: Range<Int>) -> Int {
        var offset = piece.lowerBound
        while offset < piece.upperBound {
            let byte = text[offset]
            if ASCII.isAlphanumeric(byte) || HostRun.isWide(text, offset) {
                offset = readWord(offset)
                continue
            }
            let found =
                switch byte {
                case 0x25, 0x24, 0x5C, 0x2F, 0x7E: readPath(offset)
                case 0x28: skipRelativeTarget(offset)
                case 0x3A: readColons(offset)
                case 0x5B:
                    text.matches("[:]", at: offset, end: text.count) ? readColons(offset) : readSpacedHost(offset)
                default: nil as Int?
                }
            offset = found ?? offset + 1
        }
        floor = offset
        return offset
    }

    /// Reads `evil [.] com`, whose bracket stands here; the word before it gave no reason to look at it.
    private mutating func readSpacedHost(_ open: Int) -> Int? {
        guard open > 1, text[open - 1] == 0x20, HostJoint.read(text, at: open - 1) != nil else { return nil }
        var start = open - 1
        while start > 0, open - start < 64, HostRun.isLabel(text[start - 1]) { start -= 1 }
        guard start >= floor, start < open - 1, ASCII.isAlphanumeric(text[start]) else { return nil }
        run.read(text, from: start)
        return readHost() ?? max(run.consumed, open + 1)
    }

    /// Reads what starts with a letter or a digit; gives where it stopped.
    private mutating func readWord(_ offset: Int) -> Int {
        let byte = text[offset]
        if ASCII.isLetter(byte) {
            if let end = readLink(offset) { return end }
            if byte | 0x20 == 0x68, let end = readRegistryKey(offset) { return end }
            if offset + 2 < text.count, text[offset + 1] == 0x3A, let end = readPath(offset) { return end }
        }
        if ASCII.isHex(byte) {
            if let end = readAddress6(offset) { return end }
            if ASCII.isDigit(byte), let end = readFuzzyHash(offset) { return end }
        }
        run.read(text, from: offset)
        if run.labels.count < 2 || run.isMalformed {
            let end = max(run.consumed, offset + 1)
            readTokens(offset..<end)
            return readSpelledVulnerability(offset..<end) ?? end
        }
        return readHost() ?? max(run.consumed, offset + 1)
    }
}
