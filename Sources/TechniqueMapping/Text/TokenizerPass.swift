/// One pass of the tokenizer over normalised bytes.
struct TokenizerPass {
    let bytes: TextBytes
    /// For each byte its offset in the source.
    let origins: UnsafeBufferPointer<Int32>
    /// The source offset after the last byte.
    let end: Int
    /// Working memory: the hash of each beginning of a word, of which one is most often its stem's.
    let prefixes: UnsafeMutableBufferPointer<UInt64>
    let stops: StopWords

    /// Longer words are not stemmed.
    static let longestWord = 48
    private static let number = Hash.word("numtok".utf8)

    /// A run of letters, digits and `_`.
    private struct Word {
        var end: Int
        var hash: UInt64
        var letters: Int
        var digits: Int
    }

    /// Appends the tokens.
    func run(into tokens: inout [Token]) {
        let number = Self.number
        var offset = 0
        while offset < bytes.count {
            if !isWord(bytes[offset]) {
                offset &+= 1
                continue
            }
            let start = offset
            let word = word(from: start, to: bytes.count)
            offset = word.end
            if !goesOn(offset) {
                simple(start, word, number, &tokens)
                continue
            }
            while goesOn(offset) {
                offset &+= 1
                while offset < bytes.count, isWord(bytes[offset]) { offset &+= 1 }
            }
            compound(start, offset, number, &tokens)
        }
    }

    @inline(__always)
    private func isWord(_ byte: UInt8) -> Bool { ASCII.isLower(byte) || ASCII.isDigit(byte) || byte == 0x5F }

    @inline(__always)
    private func isJoint(_ byte: UInt8) -> Bool {
        byte == 0x2E || byte == 0x2D || byte == 0x27 || byte == 0x2B || byte == 0x23
    }

    /// Whether a joint stands at an offset and a word follows it.
    @inline(__always)
    private func goesOn(_ offset: Int) -> Bool {
        offset &+ 1 < bytes.count && isJoint(bytes[offset]) && isWord(bytes[offset &+ 1])
    }

    /// Reads a run, with the hashes of its beginnings.
    @inline(__always)
    private func word(from start: Int, to limit: Int) -> Word {
        var word = Word(end: start, hash: Hash.start, letters: 0, digits: 0)
        while word.end < limit {
            let byte = bytes[word.end]
            if ASCII.isLower(byte) {
                word.letters &+= 1
            } else if ASCII.isDigit(byte) {
                word.digits &+= 1
            } else if byte != 0x5F {
                break
            }
            word.hash = Hash.step(word.hash, byte)
            word.end &+= 1
            if word.letters <= Self.longestWord { prefixes[word.letters] = word.hash }
        }
        return word
    }

    /// A word without joints: a number, a stop word, or its stem.
    @inline(__always)
    private func simple(_ start: Int, _ word: Word, _ number: UInt64, _ tokens: inout [Token]) {
        let length = word.end &- start
        if word.digits == length { return add(number, start, word.end, &tokens) }
        guard word.letters == length, length <= Self.longestWord else {
            return add(word.hash, start, word.end, &tokens)
        }
        if stops.contains(word.hash) { return }
        guard length > 3 else { return add(word.hash, start, word.end, &tokens) }
        let stem = Stemmer.stem(TextBytes(rebasing: bytes[start..<word.end]))
        let kept = prefixes[stem.kept]
        add(stem.endsInY ? Hash.step(kept, 0x79) : kept, start, word.end, &tokens)
    }

    /// A word with joints: itself, then its parts of two characters or more.
    private func compound(_ start: Int, _ end: Int, _ number: UInt64, _ tokens: inout [Token]) {
        // A possessive is its owner.
        if end - start > 2, bytes[end - 1] == 0x73, bytes[end - 2] == 0x27 {
            return hasJoint(start, end - 2)
                ? compound(start, end - 2, number, &tokens)
                : simple(start, word(from: start, to: end - 2), number, &tokens)
        }
        var hash = Hash.start
        var isNumber = true
        for index in start..<end {
            let byte = bytes[index]
            hash = Hash.step(hash, byte)
            if !ASCII.isDigit(byte), byte != 0x2E, byte != 0x2D { isNumber = false }
        }
        if isNumber { return add(number, start, end, &tokens) }
        add(hash, start, end, &tokens)
        var first = start
        for index in start...end where index == end || isJoint(bytes[index]) {
            if index - first > 1 { simple(first, word(from: first, to: index), number, &tokens) }
            first = index + 1
        }
    }

    private func hasJoint(_ start: Int, _ end: Int) -> Bool {
        for index in start..<end where isJoint(bytes[index]) { return true }
        return false
    }

    @inline(__always)
    private func add(_ hash: UInt64, _ start: Int, _ end: Int, _ tokens: inout [Token]) {
        let after = end < origins.count ? origins[end] : Int32(truncatingIfNeeded: self.end)
        tokens.append(Token(hash: hash, start: origins[start], end: after))
    }
}
