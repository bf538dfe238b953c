/// One tag as it stands in the file; its attributes are kept by the tokenizer until the next tag.
struct HTMLTag {
    /// What it is of, if that matters.
    let element: HTMLElement?
    let name: Range<Int>
    let isEnd: Bool
    /// Whether it ends with a slash.
    let isSelfClosing: Bool
    /// All of it.
    let range: Range<Int>
}

/// An attribute's name and value as they stand in the file.
struct HTMLAttribute {
    let name: Range<Int>
    let value: Range<Int>
}

extension Span<UInt8> {
    /// Whether a range holds these lower-case ASCII letters, whatever their case there.
    func holds(_ text: StaticString, at range: Range<Int>) -> Bool {
        range.count == text.utf8CodeUnitCount && hasPrefix(text, at: range.lowerBound)
    }

    /// Whether these lower-case ASCII letters stand at `start`, whatever their case there.
    func hasPrefix(_ text: StaticString, at start: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard start <= count - length else { return false }
        for offset in 0..<length where self[start + offset].lowercasedASCII != text.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Where these lower-case ASCII letters first stand in a range, whatever their case there.
    func first(_ text: StaticString, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index + text.utf8CodeUnitCount <= range.upperBound {
            if hasPrefix(text, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// Whether a range holds these lower-case ASCII letters anywhere, whatever their case there.
    func contains(_ text: StaticString, in range: Range<Int>) -> Bool { first(text, in: range) != nil }

    /// A copy of a range.
    func copy(_ range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBufferPointer { Array($0) }
    }
}
