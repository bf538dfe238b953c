/// Finds the telling words of a sentence in it.
enum Highlight {
    /// No more terms than this are looked for in one sentence; what comes after them weighed least.
    private static let termLimit = 16

    /// Where the terms are, as ranges of UTF-8 offsets: in order, and joined where they overlap or touch.
    ///
    /// Case does not matter (in ASCII), a blank in a term stands for any single character that is not part of a word,
    /// and a term must begin and end with a word. A longer term may miss the ending of the word: `encrypt` marks all of
    /// `encrypted`.
    static func ranges(of terms: [String], in text: String) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var text = text
        text.withUTF8 { bytes in
            for term in terms.prefix(termLimit) {
                let folded = term.utf8.map(fold)
                find(folded, in: bytes, into: &found)
            }
        }
        return joined(found)
    }

    private static func find(_ term: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, into found: inout [Range<Int>]) {
        guard let first = term.first, isWord(first), let last = term.last, term.count <= bytes.count else {
            return
        }
        var start = 0
        while start <= bytes.count - term.count {
            guard fold(bytes[start]) == first, start == 0 || !isWord(bytes[start - 1]), matches(term, bytes, at: start)
            else {
                start += 1
                continue
            }
            var end = start + term.count
            let longest = term.count >= 5 ? end + 4 : end
            while isWord(last), end < bytes.count, end < longest, isWord(bytes[end]) {
                end += 1
            }
            if isWord(last), end < bytes.count, isWord(bytes[end]) {
                start += 1
                continue
            }
            found.append(start..<end)
            start = end
        }
    }

    private static func matches(_ term: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        for offset in 1..<max(term.count, 1) {
            let byte = bytes[start + offset]
            if term[offset] == UInt8(ascii: " ") {
                guard !isWord(byte) else {
                    return false
                }
            } else if fold(byte) != term[offset] {
                return false
            }
        }
        return true
    }

    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    private static func fold(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// Letters, digits, and every byte outside ASCII; a range therefore never cuts a character in two.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
        default: false
        }
    }
}
