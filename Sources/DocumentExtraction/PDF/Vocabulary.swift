/// The words a document uses, to tell a word that was hyphenated at a line's end from one that has a hyphen.
struct Vocabulary {
    private var words: Set<UInt64> = []

    /// The words of all pages; empty when no line ends with a hyphen, for then nobody will ask.
    init(ofLineBrokenWordsIn pages: [ArraySlice<UInt8>]) {
        let isNeeded = pages.contains { $0.contains("-\n") || $0.contains("\u{2010}\n") }
        guard isNeeded else { return }
        for page in pages {
            var word = Hash()
            for byte in page {
                if byte.isASCIILetter || byte >= 0x80 || (byte == 0x2D && word.length > 0) {
                    word.add(byte)
                } else {
                    insert(word, endedBy: byte)
                    word = Hash()
                }
            }
            insert(word, endedBy: 0x0A)
        }
    }

    /// Whether the document has the word, whatever its letters' case.
    func contains(_ word: some Sequence<UInt8>) -> Bool {
        var hash = Hash()
        for byte in word {
            hash.add(byte)
        }
        return words.contains(hash.value)
    }

    private mutating func insert(_ word: Hash, endedBy end: UInt8) {
        // What ends in a hyphen at a line's end is a part of a word.
        guard word.length > 1, !(word.last == 0x2D && end == 0x0A) else { return }
        words.insert(word.value)
    }

    /// FNV-1a over lower-case bytes: a collision only moves a hyphen.
    private struct Hash {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        var length = 0
        var last: UInt8 = 0

        mutating func add(_ byte: UInt8) {
            last = byte
            length += 1
            value = (value ^ UInt64(byte.lowercasedASCII)) &* 0x100_0000_01B3
        }
    }
}
