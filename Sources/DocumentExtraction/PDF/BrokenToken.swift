/// Words, technique ids and addresses that a line end cut in two.
enum BrokenToken {
    /// How two lines are put together without a space.
    struct Seam: Equatable {
        /// How many bytes of the first line's end go away: the hyphen, or nothing.
        let dropped: Int
    }

    /// The seam between what ends with `before` and the line `after`; `nil` when nothing was broken there.
    static func seam(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, vocabulary: Vocabulary) -> Seam? {
        let head = before.suffix(while: { !$0.isASCIIWhitespace })
        let tail = after.prefix { !$0.isASCIIWhitespace }
        guard let last = head.last, let first = tail.first else { return nil }
        if isTechniqueID(head, tail) { return Seam(dropped: 0) }
        if isAddress(head) {
            return continuesAddress(head, tail) ? Seam(dropped: 0) : nil
        }
        guard head.count >= 2 else { return nil }
        let hyphen = last == 0x2D ? 1 : head.suffix(3).elementsEqual("\u{2010}".utf8) ? 3 : 0
        guard hyphen > 0, head.count > hyphen else { return nil }
        let stem = head.dropLast(hyphen)
        if first.isASCIIDigit {
            // CVE-2017-\n11882, AA20-\n302A
            return stem.contains { $0.isASCIIDigit } ? Seam(dropped: 0) : nil
        }
        guard first.isASCIILowercase || first >= 0x80, stem.last?.isASCIILetter == true || (stem.last ?? 0) >= 0x80
        else {
            return nil
        }
        // Something with digits, dots or slashes is a name or an indicator: its hyphen is its own.
        let isWord = stem.allSatisfy { $0.isASCIILetter || $0 >= 0x80 || openers.contains($0) || $0 == 0x2D }
        return Seam(dropped: isWord && !keepsHyphen(stem, tail, vocabulary) ? hyphen : 0)
    }

    private static let openers: Set<UInt8> = [0x28, 0x5B, 0x22, 0x27]

    /// A hyphen stays where the document writes the word with one, or where both parts are words of the document and
    /// the whole is not.
    private static func keepsHyphen(
        _ stem: ArraySlice<UInt8>,
        _ tail: ArraySlice<UInt8>,
        _ vocabulary: Vocabulary
    ) -> Bool {
        let isLetter = { (byte: UInt8) in byte.isASCIILetter || byte >= 0x80 }
        let first = stem.suffix(while: { isLetter($0) || $0 == 0x2D })
        let second = tail.prefix(while: isLetter)
        if vocabulary.contains(Array(first) + second) { return false }
        if first.contains(0x2D) || vocabulary.contains(Array(first) + [0x2D] + second) { return true }
        return vocabulary.contains(first) && vocabulary.contains(second)
    }

    private static func isTechniqueID(_ head: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>) -> Bool {
        let endsWithDot = head.last == 0x2E
        let id = (endsWithDot ? head.dropLast() : head).suffix(5)
        guard id.count == 5, id.first == 0x54, id.dropFirst().allSatisfy(\.isASCIIDigit) else { return false }
        let rest = endsWithDot ? tail : tail.first == 0x2E ? tail.dropFirst() : []
        let digits = rest.prefix { $0.isASCIIDigit }
        return digits.count == 3 && rest.dropFirst(3).first?.isASCIILetter != true
    }

    private static func isAddress(_ token: ArraySlice<UInt8>) -> Bool {
        token.contains("://") || token.contains("[:]//")
    }

    /// Whether the next line's first token can only be the rest of the address.
    private static func continuesAddress(_ head: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>) -> Bool {
        guard let last = head.last, [0x2F, 0x2D, 0x5F, 0x3D, 0x26, 0x3F, 0x25].contains(last) else { return false }
        let isClean = tail.allSatisfy { $0 > 0x20 && $0 < 0x7F && ![0x22, 0x3C, 0x3E].contains($0) }
        let marks: Set<UInt8> = [0x2F, 0x2D, 0x5F, 0x3D, 0x26, 0x3F, 0x25]
        return isClean && tail.contains { marks.contains($0) || $0.isASCIIDigit }
    }
}

extension BidirectionalCollection {
    /// The longest end of the collection whose elements all satisfy `predicate`.
    fileprivate func suffix(while predicate: (Element) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, predicate(self[index(before: start)]) {
            start = index(before: start)
        }
        return self[start...]
    }
}
