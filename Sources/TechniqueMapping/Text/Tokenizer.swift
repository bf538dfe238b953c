/// Makes the model's tokens of one sentence after another, keeping its buffers.
///
/// A token is a run of letters, digits and `_`, with single `' . + # -` allowed inside. Numbers become one word; the
/// stop list goes; a compound (`cmd.exe`, `spear-phishing`) gives itself whole and then its parts; words are stemmed.
struct Tokenizer {
    /// The tokens of the last sentence, in order.
    private(set) var tokens: [Token] = []
    private var normalizer = Normalizer()
    private var word = [UInt8](repeating: 0, count: Self.longestWord)
    private let stops = StopWords.english

    private static let longestWord = 48
    private static let number = Hash.word("numtok".utf8)

    /// Tokenises one sentence, replacing the tokens held before.
    mutating func tokenize(_ text: TextBytes, _ range: Range<Int>) {
        tokens.removeAll(keepingCapacity: true)
        normalizer.normalize(text, range)
        var found = tokens
        tokens = []
        normalizer.bytes.withUnsafeBufferPointer { bytes in
            normalizer.origins.withUnsafeBufferPointer { origins in
                word.withUnsafeMutableBufferPointer { word in
                    var run = Run(
                        bytes: bytes,
                        origins: origins,
                        end: normalizer.end,
                        word: word,
                        stops: stops,
                        tokens: []
                    )
                    swap(&run.tokens, &found)
                    run.scan()
                    swap(&run.tokens, &found)
                }
            }
        }
        tokens = found
    }

    /// One pass over the normalised bytes.
    private struct Run {
        let bytes: TextBytes
        let origins: UnsafeBufferPointer<Int32>
        let end: Int
        let word: UnsafeMutableBufferPointer<UInt8>
        let stops: StopWords
        var tokens: [Token]

        mutating func scan() {
            var offset = 0
            while offset < bytes.count {
                if !isWord(bytes[offset]) {
                    offset += 1
                    continue
                }
                let start = offset
                var joints = 0
                while true {
                    while offset < bytes.count, isWord(bytes[offset]) { offset += 1 }
                    guard offset + 1 < bytes.count, isJoint(bytes[offset]), isWord(bytes[offset + 1]) else { break }
                    joints += 1
                    offset += 1
                }
                if joints == 0 { simple(start, offset) } else { compound(start, offset) }
            }
        }

        @inline(__always)
        private func isWord(_ byte: UInt8) -> Bool { ASCII.isLower(byte) || ASCII.isDigit(byte) || byte == 0x5F }

        @inline(__always)
        private func isJoint(_ byte: UInt8) -> Bool {
            byte == 0x2E || byte == 0x2D || byte == 0x27 || byte == 0x2B || byte == 0x23
        }

        /// A word without joints: a number, a stop word, or its stem.
        private mutating func simple(_ start: Int, _ end: Int) {
            var hash = Hash.start
            var letters = 0
            var digits = 0
            for index in start..<end {
                let byte = bytes[index]
                hash = Hash.step(hash, byte)
                if ASCII.isDigit(byte) { digits += 1 } else if byte != 0x5F { letters += 1 }
            }
            if digits == end - start { return add(Tokenizer.number, start, end) }
            guard letters == end - start, end - start <= word.count else { return add(hash, start, end) }
            if stops.contains(hash) { return }
            guard letters > 3 else { return add(hash, start, end) }
            for index in 0..<letters { word[index] = bytes[start + index] }
            let stemmed = Stemmer.stem(UnsafeMutableBufferPointer(rebasing: word[0..<letters]))
            hash = Hash.start
            for index in 0..<stemmed { hash = Hash.step(hash, word[index]) }
            add(hash, start, end)
        }

        /// A word with joints: itself, then its parts of two characters or more.
        private mutating func compound(_ start: Int, _ end: Int) {
            // A possessive is its owner.
            if end - start > 2, bytes[end - 1] == 0x73, bytes[end - 2] == 0x27 {
                return hasJoint(start, end - 2) ? compound(start, end - 2) : simple(start, end - 2)
            }
            var hash = Hash.start
            var isNumber = true
            for index in start..<end {
                let byte = bytes[index]
                hash = Hash.step(hash, byte)
                if !ASCII.isDigit(byte), byte != 0x2E, byte != 0x2D { isNumber = false }
            }
            if isNumber { return add(Tokenizer.number, start, end) }
            add(hash, start, end)
            var first = start
            for index in start...end where index == end || isJoint(bytes[index]) {
                if index - first > 1 { simple(first, index) }
                first = index + 1
            }
        }

        private func hasJoint(_ start: Int, _ end: Int) -> Bool {
            for index in start..<end where isJoint(bytes[index]) { return true }
            return false
        }

        @inline(__always)
        private mutating func add(_ hash: UInt64, _ start: Int, _ end: Int) {
            let after = end < origins.count ? origins[end] : Int32(truncatingIfNeeded: self.end)
            tokens.append(Token(hash: hash, start: origins[start], end: after))
        }
    }
}
