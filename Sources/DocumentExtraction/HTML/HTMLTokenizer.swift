/// Cuts HTML into text and tags.
///
/// It keeps no tree and no stack, and copies nothing: nesting, however deep, costs nothing, and every byte is looked at
/// a bounded number of times. All of its functions take the same bytes.
struct HTMLTokenizer {
    private static let maximumAttributes = 64

    private(set) var index = 0

    /// The attributes of the tag that was given last.
    private(set) var attributes: [HTMLAttribute] = []

    private let lastDoubleQuote: Int
    private let lastSingleQuote: Int
    private var hasSectionEnd = true

    enum Token {
        /// Text as it stands in the file, references included.
        case text(Range<Int>)
        /// Text in which an ampersand is only an ampersand.
        case literal(Range<Int>)
        case tag(HTMLTag)
    }

    init(_ bytes: [UInt8]) {
        lastDoubleQuote = bytes.lastIndex(of: 0x22) ?? -1
        lastSingleQuote = bytes.lastIndex(of: 0x27) ?? -1
    }

    /// The next piece, or `nil` at the end.
    mutating func next(_ bytes: Span<UInt8>) -> Token? {
        var start = index
        while index < bytes.count {
            guard bytes[index] == 0x3C, index + 1 < bytes.count else {
                index += 1
                continue
            }
            let following = bytes[index + 1]
            let isEnd = following == 0x2F
            let isTag = following.isASCIILetter || (isEnd && index + 2 < bytes.count && bytes[index + 2].isASCIILetter)
            guard isTag || isEnd || following == 0x21 || following == 0x3F else {
                index += 1
                continue
            }
            if index > start { return .text(start..<index) }
            if isTag { return .tag(tag(bytes, isEnd: isEnd)) }
            if let literal = skipDeclaration(bytes) { return .literal(literal) }
            start = index
        }
        return start < bytes.count ? .text(start..<bytes.count) : nil
    }

    /// The value of an attribute of the tag that was given last, references included; the first one counts.
    func value(of name: StaticString, _ bytes: Span<UInt8>) -> Range<Int>? {
        for attribute in attributes where bytes.holds(name, at: attribute.name) {
            return attribute.value
        }
        return nil
    }

    /// Skips what an element holds whose content is not markup, up to its end tag or the end of the file.
    ///
    /// - Returns: The range skipped.
    @discardableResult
    mutating func skipContent(of name: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
        let start = index
        while index < bytes.count {
            if bytes[index] == 0x3C, index + 2 + name.count <= bytes.count, bytes[index + 1] == 0x2F,
                isSameName(bytes, index + 2, name),
                index + 2 + name.count == bytes.count || !bytes[index + 2 + name.count].isASCIILetter
            {
                return start..<index
            }
            index += 1
        }
        return start..<index
    }

    private func isSameName(_ bytes: Span<UInt8>, _ start: Int, _ name: Range<Int>) -> Bool {
        var offset = 0
        while offset < name.count {
            let isSame = bytes[start + offset].lowercasedASCII == bytes[name.lowerBound + offset].lowercasedASCII
            guard isSame else { return false }
            offset += 1
        }
        return true
    }

    /// Skips a comment, a document type or the like; what a CDATA section holds is text.
    private mutating func skipDeclaration(_ bytes: Span<UInt8>) -> Range<Int>? {
        if bytes.hasPrefix("<!--", at: index) {
            skipComment(bytes)
            return nil
        }
        if hasSectionEnd, bytes.hasPrefix("<![cdata[", at: index) {
            let start = index + 9
            if let end = bytes.first("]]>", in: start..<bytes.count) {
                index = end + 3
                return start..<end
            }
            // There is none further on either: not to be looked for again.
            hasSectionEnd = false
        }
        while index < bytes.count, bytes[index] != 0x3E {
            index += 1
        }
        index = min(index + 1, bytes.count)
        return nil
    }

    private mutating func skipComment(_ bytes: Span<UInt8>) {
        index += 4
        // <!--> and <!---> are whole comments.
        if index < bytes.count, bytes[index] == 0x3E {
            index += 1
            return
        }
        if bytes.hasPrefix("->", at: index) {
            index += 2
            return
        }
        while index < bytes.count {
            if bytes[index] == 0x2D {
                for end: StaticString in ["-->", "--!>"] where bytes.hasPrefix(end, at: index) {
                    index += end.utf8CodeUnitCount
                    return
                }
            }
            index += 1
        }
    }

    private mutating func tag(_ bytes: Span<UInt8>, isEnd: Bool) -> HTMLTag {
        let start = index
        index += isEnd ? 2 : 1
        let nameStart = index
        var hash = NameHash()
        while index < bytes.count, !bytes[index].isASCIIWhitespace, bytes[index] != 0x2F, bytes[index] != 0x3E {
            hash.add(bytes[index].lowercasedASCII)
            index += 1
        }
        let name = nameStart..<index
        attributes.removeAll(keepingCapacity: true)
        while let attribute = attribute(bytes) {
            if attributes.count < Self.maximumAttributes {
                attributes.append(attribute)
            }
        }
        return HTMLTag(
            element: HTMLElement.named[hash],
            name: name,
            isEnd: isEnd,
            isSelfClosing: index - 2 >= name.upperBound && bytes[index - 2] == 0x2F && bytes[index - 1] == 0x3E
                && (attributes.last?.value.upperBound ?? 0) < index - 1,
            range: start..<index
        )
    }

    /// The next attribute of the tag, or `nil` after the tag's end.
    private mutating func attribute(_ bytes: Span<UInt8>) -> HTMLAttribute? {
        while index < bytes.count, bytes[index].isASCIIWhitespace || bytes[index] == 0x2F {
            index += 1
        }
        guard index < bytes.count else { return nil }
        if bytes[index] == 0x3E {
            index += 1
            return nil
        }
        let start = index
        repeat {
            index += 1
        } while index < bytes.count && !endsAttributeName(bytes[index])
        let name = start..<index
        skipWhitespace(bytes)
        guard index < bytes.count, bytes[index] == 0x3D else {
            return HTMLAttribute(name: name, value: name.upperBound..<name.upperBound)
        }
        index += 1
        skipWhitespace(bytes)
        return HTMLAttribute(name: name, value: value(bytes))
    }

    private func endsAttributeName(_ byte: UInt8) -> Bool {
        byte.isASCIIWhitespace || byte == 0x2F || byte == 0x3D || byte == 0x3E
    }

    private mutating func value(_ bytes: Span<UInt8>) -> Range<Int> {
        guard index < bytes.count else { return index..<index }
        let quote = bytes[index]
        // An opening quote without a closing one is only a character: the tag ends at its own end.
        if (quote == 0x22 && lastDoubleQuote > index) || (quote == 0x27 && lastSingleQuote > index) {
            let start = index + 1
            index = start
            while index < bytes.count, bytes[index] != quote {
                index += 1
            }
            let end = index
            index = min(end + 1, bytes.count)
            return start..<end
        }
        let start = index
        while index < bytes.count, !bytes[index].isASCIIWhitespace, bytes[index] != 0x3E {
            index += 1
        }
        return start..<index
    }

    private mutating func skipWhitespace(_ bytes: Span<UInt8>) {
        while index < bytes.count, bytes[index].isASCIIWhitespace {
            index += 1
        }
    }
}
