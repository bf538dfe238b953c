/// The ligatures that broke hashes: `ff`, and in some fonts `fb` and `ffb`.
///
/// A hash has a length, which tells how many digits its signs stand for.
struct HashLigatures {
    private var found: [Int: Ligature] = [:]
    private let isFF: Set<UInt8>
    /// What signs stand for that no word has, as far as hashes showed it.
    private var learnt: [UInt8: Ligature] = [:]

    /// Looks through a text, knowing which signs stand for `ff`.
    init(_ text: ArraySlice<UInt8>, signsOfFF: some Sequence<UInt16>) {
        isFF = Set(signsOfFF.compactMap { UInt8(exactly: $0) })
        let tokens = Self.tokens(of: text)
        // What one hash teaches may solve another.
        for _ in 0..<2 {
            for token in tokens {
                solve(text[token])
            }
        }
    }

    /// What the sign at a place stands for, where it is in a hash.
    func ligature(at index: Int) -> Ligature? { found[index] }

    private mutating func solve(_ token: ArraySlice<UInt8>) {
        let places = token.indices.filter { !token[$0].isASCIIHexDigit }
        let digits = token.count - places.count
        let known = places.compactMap { meaning(of: token[$0]) }
        let unknown = places.filter { meaning(of: token[$0]) == nil }
        let sign = unknown.first.map { token[$0] }
        guard unknown.allSatisfy({ token[$0] == sign }) else { return }
        let sure = digits + known.reduce(0) { $0 + $1.count }
        for length in [32, 40, 64] where length >= sure {
            if let sign, (length - sure).isMultiple(of: unknown.count) {
                learn(sign, digits: (length - sure) / unknown.count)
            }
            let isSolved = sign.map { learnt[$0] != nil } ?? (length == sure)
            guard isSolved, places.allSatisfy({ meaning(of: token[$0]) != nil }) else { continue }
            for place in places {
                found[place] = meaning(of: token[place])
            }
            return
        }
    }

    private mutating func learn(_ sign: UInt8, digits: Int) {
        switch digits {
        // A font whose ff is another sign has this one for fb.
        case 2: learnt[sign] = isFF.isEmpty ? .ff : .fb
        case 3: learnt[sign] = .ffb
        default: break
        }
    }

    private func meaning(of sign: UInt8) -> Ligature? { isFF.contains(sign) ? .ff : learnt[sign] }

    /// The words that are hexadecimal but for one to four signs, and as long as a hash might be.
    private static func tokens(of text: ArraySlice<UInt8>) -> [Range<Int>] {
        var tokens: [Range<Int>] = []
        var start = text.startIndex
        var signs = 0
        var isAtStart = true
        for index in text.startIndex...text.endIndex {
            let byte = index < text.endIndex ? text[index] : 0x0A
            if byte.isASCIIHexDigit { continue }
            if (0x21...0x2B).contains(byte) {
                signs += 1
                continue
            }
            let isWhole = isAtStart && byte.isASCIIWhitespace
            if isWhole, (1...4).contains(signs), (24...63).contains(index - start), tokens.count < 10_000 {
                tokens.append(start..<index)
            }
            isAtStart = byte.isASCIIWhitespace
            start = index + 1
            signs = 0
        }
        return tokens
    }
}
