/// One pass over a sentence that cuts it into words for the comparison with names.
struct NameWordPass {
    let text: TextBytes
    let end: Int
    /// Working memory: the word in lower case.
    let letters: UnsafeMutableBufferPointer<UInt8>
    /// Working memory: the hash of each of its beginnings, of which one is most often its stem's.
    let prefixes: UnsafeMutableBufferPointer<UInt64>

    /// Longer words are not stemmed.
    static let longestWord = 48
    private static let longestGap = 40

    /// Appends the words.
    func run(from start: Int, into words: inout [NameWord]) {
        var offset = start
        var gapStart = start
        while offset < end {
            let byte = text[offset]
            if byte < 0x80 ? !ASCII.isAlphanumeric(byte) : wideLength(offset) == 0 {
                offset &+= 1
                continue
            }
            let isJoined = !words.isEmpty && joins(gapStart..<offset)
            let word = word(from: offset, isJoined)
            words.append(word)
            offset = word.end
            gapStart = offset
        }
    }

    /// Reads the word that starts at an offset.
    @inline(__always)
    private func word(from start: Int, _ isJoined: Bool) -> NameWord {
        var offset = start
        var hash = Hash.start
        var plain = 0
        while offset < end {
            let byte = text[offset]
            if byte >= 0x80 {
                let length = wideLength(offset)
                if length == 0 { break }
                for index in offset..<offset + length { hash = Hash.step(hash, text[index]) }
                offset &+= length
                continue
            }
            guard ASCII.isAlphanumeric(byte) else { break }
            let lowered = ASCII.lowered(byte)
            hash = Hash.step(hash, lowered)
            offset &+= 1
            if plain < Self.longestWord, ASCII.isLower(lowered) {
                letters[plain] = lowered
                plain &+= 1
                prefixes[plain] = hash
            }
        }
        var stem = hash
        if plain > 3, plain == offset - start {
            let found = Stemmer.stem(TextBytes(rebasing: letters[..<plain]))
            stem = prefixes[found.kept]
            if found.endsInY { stem = Hash.step(stem, 0x79) }
        }
        return NameWord(start: start, end: offset, folded: hash, stem: stem, isJoined: isJoined)
    }

    /// The length of a letter outside ASCII: everything there except general punctuation and blanks.
    private func wideLength(_ offset: Int) -> Int {
        let byte = text[offset]
        if ASCII.isContinuation(byte) || text.blankLength(at: offset, end: end) > 0 { return 0 }
        if byte == 0xE2 || byte == 0xC2 { return 0 }
        var length = 1
        while offset + length < end, ASCII.isContinuation(text[offset + length]) { length += 1 }
        return length
    }

    /// Whether what stands between two words keeps them together.
    @inline(__always)
    private func joins(_ gap: Range<Int>) -> Bool {
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
