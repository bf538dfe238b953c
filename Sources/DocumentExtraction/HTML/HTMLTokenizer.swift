/// Cuts HTML into text and tags.
///
/// It keeps no tree and no stack: nesting, however deep, costs nothing, and every byte is looked at a bounded number of
/// times.
struct HTMLTokenizer {
    private let bytes: [UInt8]
    private var index = 0
    private var lastQuote: [UInt8: Int] = [:]

    enum Token {
        /// Text as it stands in the file, references included.
        case text(Range<Int>)
        case tag(HTMLTag)
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        for quote: UInt8 in [0x22, 0x27] {
            lastQuote[quote] = bytes.lastIndex(of: quote)
        }
    }

    /// The next piece, or `nil` at the end.
    mutating func next() -> Token? {
        var start = index
        while index < bytes.count {
            guard bytes[index] == 0x3C, index + 1 < bytes.count else {
                index += 1
                continue
            }
            let following = bytes[index + 1]
            let isEnd = following == 0x2F
            let isTag = following.isASCIILetter || (isEnd && index + 2 < bytes.count && bytes[index + 2].isASCIILetter)
            let isMarkup = isTag || following == 0x21 || following == 0x3F || isEnd
            guard isMarkup else {
                index += 1
                continue
            }
            if index > start { return .text(start..<index) }
            if isTag { return .tag(tag(isEnd: isEnd)) }
            skipDeclaration()
            start = index
        }
        return start < bytes.count ? .text(start..<bytes.count) : nil
    }

    /// Skips what an element holds whose content is not text, up to its end tag or the end of the file.
    ///
    /// - Returns: The range skipped.
    @discardableResult
    mutating func skipContent(of name: [UInt8]) -> Range<Int> {
        let start = index
        while index < bytes.count {
            if bytes[index] == 0x3C, index + 2 + name.count <= bytes.count, bytes[index + 1] == 0x2F,
                zip(bytes[(index + 2)...], name).allSatisfy({ $0.lowercasedASCII == $1 }),
                index + 2 + name.count == bytes.count || !bytes[index + 2 + name.count].isASCIILetter
            {
                return start..<index
            }
            index += 1
        }
        return start..<index
    }

    private mutating func skipDeclaration() {
        let isComment = bytes[index...].starts(with: "<!--".utf8)
        if isComment {
            let open = index + 4
            // <!--> and <!---> are whole comments.
            if bytes[open...].starts(with: ">".utf8) || bytes[open...].starts(with: "->".utf8) {
                index = open + (bytes[open] == 0x3E ? 1 : 2)
            } else {
                index = bytes.range(of: "-->", from: open)?.upperBound ?? bytes.count
            }
        } else {
            index = (bytes[index...].firstIndex(of: 0x3E) ?? bytes.count - 1) + 1
        }
    }

    private mutating func tag(isEnd: Bool) -> HTMLTag {
        index += isEnd ? 2 : 1
        var name: [UInt8] = []
        while index < bytes.count, !bytes[index].isASCIIWhitespace, bytes[index] != 0x2F, bytes[index] != 0x3E {
            name.append(bytes[index].lowercasedASCII)
            index += 1
        }
        var attributes: [(name: [UInt8], value: [UInt8])] = []
        while let attribute = attribute() {
            if attributes.count < 64 {
                attributes.append(attribute)
            }
        }
        return HTMLTag(name: name, isEnd: isEnd, attributes: attributes)
    }

    /// The next attribute of the tag, or `nil` after the tag's end.
    private mutating func attribute() -> (name: [UInt8], value: [UInt8])? {
        while index < bytes.count, bytes[index].isASCIIWhitespace || bytes[index] == 0x2F {
            index += 1
        }
        guard index < bytes.count else { return nil }
        if bytes[index] == 0x3E {
            index += 1
            return nil
        }
        var name: [UInt8] = []
        repeat {
            name.append(bytes[index].lowercasedASCII)
            index += 1
        } while index < bytes.count && !bytes[index].isASCIIWhitespace && ![0x2F, 0x3D, 0x3E].contains(bytes[index])
        skipWhitespace()
        guard index < bytes.count, bytes[index] == 0x3D else { return (name, []) }
        index += 1
        skipWhitespace()
        return (name, value())
    }

    private mutating func value() -> [UInt8] {
        guard index < bytes.count else { return [] }
        let quote = bytes[index]
        if quote == 0x22 || quote == 0x27 {
            // An opening quote without a closing one is only a character: the tag ends at its own end.
            if let last = lastQuote[quote], last > index {
                let end = bytes[(index + 1)...].firstIndex(of: quote) ?? last
                defer { index = end + 1 }
                return Array(bytes[(index + 1)..<end])
            }
        }
        let start = index
        while index < bytes.count, !bytes[index].isASCIIWhitespace, bytes[index] != 0x3E {
            index += 1
        }
        return Array(bytes[start..<index])
    }

    private mutating func skipWhitespace() {
        while index < bytes.count, bytes[index].isASCIIWhitespace {
            index += 1
        }
    }
}
