/// A fixed set of lower-case words.
struct WordTable: Sendable {
    private let index: HashIndex

    init(_ words: String) {
        let words = words.utf8.split(whereSeparator: ASCII.isSpace)
        var index = HashIndex(minimumCapacity: words.count)
        for word in words { _ = index.number(of: Hash.word(word)) }
        self.index = index
    }

    /// Whether the set has a word that is already in lower case.
    func contains(_ word: some Sequence<UInt8>) -> Bool { index[Hash.word(word)] != nil }

    /// Whether the set has these bytes of a text, in whatever case.
    func contains(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        var hash = Hash.start
        for offset in range { hash = Hash.step(hash, ASCII.lowered(text[offset])) }
        return index[hash] != nil
    }
}
