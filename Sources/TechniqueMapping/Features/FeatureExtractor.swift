/// Turns tokens into feature names.
enum FeatureExtractor {
    private static let wordSalt: UInt64 = 0x57
    private static let pairSalt: UInt64 = 0xB1
    private static let skipSalt: UInt64 = 0x5C1B
    private static let characterSalt: UInt64 = 0xC4A4
    /// Longer words are cut.
    private static let longestWord = 30

    /// The hash of one word as a feature.
    @inline(__always)
    static func word(_ token: Token) -> FeatureKey { FeatureKey(hash: Hash.mixed(token.hash &+ wordSalt)) }

    /// Two words, the second `gap` places after the first.
    @inline(__always)
    static func pair(_ first: Token, _ second: Token, gap: Int) -> FeatureKey {
        // Every gap above one has the same name: it is the order that tells, not the distance.
        FeatureKey(hash: Hash.pair(first.hash, second.hash, salt: gap == 1 ? pairSalt : skipSalt))
    }

    /// Calls `body` with each feature of a block, repeated as often as it occurs, with the positions of its tokens.
    @inline(__always)
    static func forEach(
        _ block: FeatureBlock,
        of tokens: UnsafeBufferPointer<Token>,
        in text: TextBytes,
        _ body: (FeatureKey, Int, Int) -> Void
    ) {
        let count = tokens.count
        switch block {
        case .words:
            for index in 0..<count {
                body(word(tokens[index]), index, index)
                if index + 1 < count { body(pair(tokens[index], tokens[index + 1], gap: 1), index, index + 1) }
            }
        case .skips:
            for index in 0..<count {
                for gap in 2...4 where index + gap < count {
                    body(pair(tokens[index], tokens[index + gap], gap: gap), index, index + gap)
                }
            }
        case .characters:
            for index in 0..<count {
                let start = Int(tokens[index].start)
                let end = min(Int(tokens[index].end), start + longestWord)
                characters(of: text, start..<end) { body($0, index, index) }
            }
        }
    }

    /// Every four bytes of a word in lower case, with a mark before its first and after its last.
    @inline(__always)
    private static func characters(of text: TextBytes, _ range: Range<Int>, _ body: (FeatureKey) -> Void) {
        var window: UInt32 = 0x3C
        var length = 1
        for place in range.lowerBound...range.upperBound {
            let byte = place < range.upperBound ? ASCII.lowered(text[place]) : 0x3E
            window = window << 8 | UInt32(byte)
            length += 1
            if length >= 4 { body(FeatureKey(hash: Hash.mixed(UInt64(window) &+ characterSalt << 32))) }
        }
    }
}
