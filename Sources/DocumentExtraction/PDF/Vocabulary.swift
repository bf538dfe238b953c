/// The words a document uses, to tell a word that was hyphenated at a line's end from one that has a hyphen.
struct Vocabulary {
    private var words: Set<UInt64> = []

    /// The words of a text with its lines as they were printed; what a line's end cut in two is left out.
    init(_ text: ArraySlice<UInt8>) {
        var word = Hash()
        var isRest = false
        var index = text.startIndex
        while index <= text.endIndex {
            let byte = index < text.endIndex ? text[index] : 0x0A
            index += 1
            // The punctuation beyond ASCII is three bytes that begin with E2.
            if byte.isASCIILetter || (byte >= 0x80 && byte != 0xE2) || (byte == 0x2D && word.length > 0) {
                word.add(byte)
                continue
            }
            if byte == 0xE2 {
                index += 2
            }
            let isBroken = word.last == 0x2D && byte == 0x0A
            if word.length > 1, !isBroken, !isRest {
                words.insert(word.value)
            }
            if word.length > 0 || byte != 0x0A {
                isRest = isBroken
            }
            word = Hash()
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
