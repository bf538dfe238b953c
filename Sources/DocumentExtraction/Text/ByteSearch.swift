/// Searching bytes without the string processing library, whose loading costs more than a small document's reading.
extension RandomAccessCollection<UInt8> where Index == Int {
    /// Where `pattern` first occurs at or after `start`.
    func range(of pattern: StaticString, from start: Int? = nil) -> Range<Int>? {
        let length = pattern.utf8CodeUnitCount
        guard length > 0, count >= length else { return nil }
        let first = pattern.utf8Start[0]
        var index = start ?? startIndex
        while index + length <= endIndex {
            if self[index] == first {
                var matched = 1
                while matched < length, self[index + matched] == pattern.utf8Start[matched] {
                    matched += 1
                }
                if matched == length { return index..<(index + length) }
            }
            index += 1
        }
        return nil
    }

    /// Whether `pattern` occurs.
    func contains(_ pattern: StaticString) -> Bool { range(of: pattern) != nil }
}

extension Int {
    /// The number that decimal digits, and nothing else, spell.
    init?(decimal digits: some Collection<UInt8>) {
        guard (1...15).contains(digits.count) else { return nil }
        var value = 0
        for digit in digits {
            guard digit.isASCIIDigit else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        self = value
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    var isASCIILowercase: Bool { (0x61...0x7A).contains(self) }
    var isASCIIUppercase: Bool { (0x41...0x5A).contains(self) }
    var isASCIILetter: Bool { isASCIILowercase || isASCIIUppercase }
    var isASCIIHexDigit: Bool { isASCIIDigit || (0x61...0x66).contains(self | 0x20) }
    var isASCIIWhitespace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    /// The lower-case form of an ASCII letter, anything else as it is.
    var lowercasedASCII: UInt8 { isASCIIUppercase ? self | 0x20 : self }
}

extension BidirectionalCollection {
    /// The longest end of the collection whose elements all satisfy `predicate`.
    func suffix(while predicate: (Element) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, predicate(self[index(before: start)]) {
            start = index(before: start)
        }
        return self[start...]
    }
}

extension Double {
    /// The number that `text` spells; nothing longer than a number can be.
    init?(ascii text: some Collection<UInt8>) {
        guard (1...40).contains(text.count), let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite
        else { return nil }
        self = value
    }
}
