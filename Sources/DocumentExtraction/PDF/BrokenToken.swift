/// Technique ids and addresses that a line end cut in two.
enum BrokenToken {
    /// Whether the line `after` goes on with the token that `before` ends with.
    static func isContinued(_ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>) -> Bool {
        let head = before.suffix(while: { !$0.isASCIIWhitespace })
        let tail = after.prefix { !$0.isASCIIWhitespace }
        guard !head.isEmpty, !tail.isEmpty else { return false }
        return isTechniqueID(head, tail) || isAddress(head, tail)
    }

    private static func isTechniqueID(_ head: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>) -> Bool {
        let endsWithDot = head.last == 0x2E
        let id = (endsWithDot ? head.dropLast() : head).suffix(5)
        guard id.count == 5, id.first == 0x54, id.dropFirst().allSatisfy(\.isASCIIDigit) else { return false }
        let rest = endsWithDot ? tail : tail.first == 0x2E ? tail.dropFirst() : []
        let digits = rest.prefix { $0.isASCIIDigit }
        return digits.count == 3 && rest.dropFirst(3).first?.isASCIILetter != true
    }

    /// Whether the next line's first token can only be the rest of an address.
    private static func isAddress(_ head: ArraySlice<UInt8>, _ tail: ArraySlice<UInt8>) -> Bool {
        guard let last = head.last, marks.contains(last), head.contains("://") || head.contains("[:]//") else {
            return false
        }
        let isClean = tail.allSatisfy { $0 > 0x20 && $0 < 0x7F && ![0x22, 0x3C, 0x3E].contains($0) }
        return isClean && tail.contains { marks.contains($0) || $0.isASCIIDigit }
    }

    /// The characters of an address after which it may be broken.
    private static let marks: Set<UInt8> = [0x2F, 0x2D, 0x5F, 0x3D, 0x26, 0x3F, 0x25]
}
