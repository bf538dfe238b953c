/// The words and marks of one sentence with what they can mean, in order; the buffer is kept between sentences.
struct StanceWords {
    /// A word or a mark.
    struct Word {
        var classes: StanceWordClass
        var start: Int32
        var end: Int32
        var isCapitalised = false
    }

    private(set) var words: [Word] = []
    /// Everything that any of them can mean.
    private(set) var all: StanceWordClass = []
    /// How many are words.
    private(set) var count = 0
    private let lexicon = StanceLexicon.english

    /// Reads a sentence, replacing the one before.
    mutating func read(_ text: TextBytes, _ range: Range<Int>) {
        words.removeAll(keepingCapacity: true)
        all = []
        count = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = text[offset]
            if ASCII.isLetter(byte) {
                offset = word(text, offset, range.upperBound)
                continue
            }
            switch byte {
            case 0x2C: mark(.comma, offset)
            case 0x3B: mark(.semicolon, offset)
            case 0x3A: mark(.colon, offset)
            default: break
            }
            offset += 1
        }
    }

    @inline(__always)
    private mutating func word(_ text: TextBytes, _ start: Int, _ end: Int) -> Int {
        var offset = start
        var hash = Hash.start
        while offset < end {
            let byte = text[offset]
            if ASCII.isLetter(byte) {
                hash = Hash.step(hash, byte | 0x20)
                offset += 1
            } else if byte == 0x27, offset + 1 < end, ASCII.isLetter(text[offset + 1]) {
                hash = Hash.step(hash, 0x27)
                offset += 1
            } else if byte == 0xE2, offset + 3 < end, text[offset + 1] == 0x80, text[offset + 2] == 0x99,
                ASCII.isLetter(text[offset + 3])
            {
                hash = Hash.step(hash, 0x27)
                offset += 3
            } else {
                break
            }
        }
        // A part of an identifier or of a compound is no word of the sentence.
        let isPart = start > 0 && (text[start - 1] == 0x2D || text[start - 1] == 0x5F || text[start - 1] == 0x2E)
        var classes = isPart ? [] : lexicon.classes(of: hash)
        // "Not Before" is a field, "NOT" an operator.
        if count > 0, ASCII.isUpper(text[start]) { classes.subtract([.negator, .no]) }
        all.formUnion(classes)
        count += 1
        words.append(
            Word(
                classes: classes,
                start: Int32(truncatingIfNeeded: start),
                end: Int32(truncatingIfNeeded: offset),
                isCapitalised: ASCII.isUpper(text[start])
            )
        )
        return offset
    }

    private mutating func mark(_ wordClass: StanceWordClass, _ offset: Int) {
        words.append(
            Word(
                classes: wordClass,
                start: Int32(truncatingIfNeeded: offset),
                end: Int32(truncatingIfNeeded: offset + 1)
            )
        )
    }
}
