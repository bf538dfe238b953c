/// A few words to look up without making a string of what is looked up.
struct WordSet: Sendable {
    private let hashes: Set<UInt64>

    /// The words of a text, in lower case, set apart by blanks.
    init(_ words: String) {
        hashes = Set(words.split(separator: " ").map { Hash.word($0.utf8) })
    }

    /// Whether a word is among them, upper and lower case alike.
    func contains(_ word: Slice<TextBytes>) -> Bool {
        var hash = Hash.start
        for byte in word { hash = Hash.step(hash, ASCII.lowered(byte)) }
        return hashes.contains(hash)
    }
}
