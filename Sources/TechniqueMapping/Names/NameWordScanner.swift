/// Cuts a sentence into words for the comparison with names.
struct NameWordScanner {
    private(set) var words: [NameWord] = []
    private var buffer = [UInt8](repeating: 0, count: Self.longestWord)

    private static let longestWord = 48
    private static let longestGap = 40

    /// Scans a sentence, replacing the words held before.
    mutating func scan(_ text: TextBytes, _ range: Range<Int>) {
        words.removeAll(keepingCapacity: true)
        var offset = range.lowerBound
        let end = range.upperBound
        var gapStart = offset
        while offset < end {
            let length = wordLength(text, offset, end)
            if length == 0 {
                offset += 1
                continue
            }
            let start = offset
            offset += length
            while offset < end {
                let next = wordLength(text, offset, end)
                if next == 0 { break }
                offset += next
            }
            add(text, start..<offset, gap: gapStart..<start)
            gapStart = offset
        }
    }

    /// The words of a name.
    static func words(of name: String) -> [NameWord] {
        var scanner = NameWordScanner()
        var name = name
        name.withUTF8 { scanner.scan($0, 0..<$0.count) }
        return scanner.words
    }

    /// ASCII letters and digits, and everything outside ASCII except general punctuation and blanks.
    @inline(__always)
    private func wordLength(_ text: TextBytes, _ offset: Int, _ end: Int) -> Int {
        let byte = text[offset]
        if byte < 0x80 { return ASCII.isAlphanumeric(byte) ? 1 : 0 }
        if ASCII.isContinuation(byte) || text.blankLength(at: offset, end: end) > 0 { return 0 }
        if byte == 0xE2 || (byte == 0xC2) { return 0 }
        var length = 1
        while offset + length < end, ASCII.isContinuation(text[offset + length]) { length += 1 }
        return length
    }

    private mutating func add(_ text: TextBytes, _ range: Range<Int>, gap: Range<Int>) {
        var hash = Hash.start
        var isPlain = range.count <= Self.longestWord
        for index in range {
            let byte = ASCII.lowered(text[index])
            hash = Hash.step(hash, byte)
            if isPlain {
                buffer[index - range.lowerBound] = byte
                if !ASCII.isLower(byte) { isPlain = false }
            }
        }
        var stem = hash
        if isPlain, range.count > 3 {
            let count = buffer.withUnsafeMutableBufferPointer {
                Stemmer.stem(UnsafeMutableBufferPointer(rebasing: $0[0..<range.count]))
            }
            stem = Hash.start
            for index in 0..<count { stem = Hash.step(stem, buffer[index]) }
        }
        words.append(
            NameWord(
                start: range.lowerBound,
                end: range.upperBound,
                folded: hash,
                stem: stem,
                isJoined: !words.isEmpty && joins(text, gap)
            )
        )
    }

    private func joins(_ text: TextBytes, _ gap: Range<Int>) -> Bool {
        guard gap.count <= Self.longestGap else { return false }
        if gap.count == 1, text[gap.lowerBound] == 0x2E { return true }
        for index in gap {
            let byte = text[index]
            let joins =
                byte >= 0x80 || ASCII.isSpace(byte) || byte == 0x2D || byte == 0x2F || byte == 0x5F || byte == 0x27
            if !joins { return false }
        }
        return true
    }
}
