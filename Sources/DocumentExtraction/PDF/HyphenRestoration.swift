/// Puts back hyphens that were no hyphenation.
///
/// In reading order `pdftotext` joins every line that ends in a hyphen with the next and drops the hyphen: right for
/// `tempo-rary`, wrong for `CVE-2017-11882`, for `US-CERT` and for addresses. A second look at the same text with its
/// lines as they were printed shows what was joined.
struct HyphenRestoration {
    /// What was joined, and how it should read.
    private var corrections: [[UInt8]: [UInt8]] = [:]

    /// Learns from the text with its lines as they were printed.
    init(printed: ArraySlice<UInt8>) {
        let vocabulary = Vocabulary(printed)
        var last: ArraySlice<UInt8> = []
        for line in printed.split(separator: 0x0A) {
            let first = line.prefix { !$0.isASCIIWhitespace }
            if last.count > 1, last.last == 0x2D, !first.isEmpty {
                let stem = last.dropLast()
                if Self.keepsHyphen(stem, first, vocabulary) {
                    corrections[Array(stem) + first] = Array(last) + first
                }
            }
            last = line.suffix(while: { !$0.isASCIIWhitespace })
        }
    }

    /// Whether the lines of a text in reading order look as if some of them had been joined.
    static func isWorthwhile(for text: ArraySlice<UInt8>) -> Bool {
        let lengths = text.split(separator: 0x0A).map(\.count).filter { $0 >= 30 }.sorted()
        guard let longest = lengths.last else { return false }
        return longest * 2 > lengths[(lengths.count - 1) / 2] * 3
    }

    /// The page with its hyphens.
    func apply(to page: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard !corrections.isEmpty else { return page }
        var result: [UInt8] = []
        result.reserveCapacity(page.count + 64)
        var rest = page
        while let byte = rest.first {
            guard !byte.isASCIIWhitespace else {
                result.append(byte)
                rest.removeFirst()
                continue
            }
            let token = rest.prefix { !$0.isASCIIWhitespace }
            result.append(contentsOf: corrections[Array(token)] ?? Array(token))
            rest = rest.dropFirst(token.count)
        }
        return result[...]
    }

    /// Whether the hyphen between two parts is a part of the word, an id or an address.
    private static func keepsHyphen(
        _ stem: ArraySlice<UInt8>,
        _ tail: ArraySlice<UInt8>,
        _ vocabulary: Vocabulary
    ) -> Bool {
        let isLetter = { (byte: UInt8) in byte.isASCIILetter || byte >= 0x80 }
        guard let first = tail.first, first.isASCIILowercase || first >= 0x80 else { return true }
        let openers: Set<UInt8> = [0x28, 0x5B, 0x22, 0x27, 0x2D]
        // Something with digits, dots or slashes is a name or an indicator.
        guard stem.allSatisfy({ isLetter($0) || openers.contains($0) }) else { return true }
        let head = stem.suffix(while: { isLetter($0) || $0 == 0x2D })
        let rest = tail.prefix(while: isLetter)
        if vocabulary.contains(Array(head) + rest) { return false }
        if head.contains(0x2D) || vocabulary.contains(Array(head) + [0x2D] + rest) { return true }
        return vocabulary.contains(head) && vocabulary.contains(rest)
    }
}
