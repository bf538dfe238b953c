import DocumentText

extension RTFInterpreter {
    /// Takes a run of text.
    mutating func text(_ range: Range<Int>) {
        guard takesText else { return }
        let skipped = min(charactersToSkip, range.count)
        charactersToSkip -= skipped
        guard skipped < range.count else { return }
        prepare()
        pending.append(contentsOf: bytes[(range.lowerBound + skipped)..<range.upperBound])
    }

    /// Takes one byte of text.
    mutating func character(_ byte: UInt8) {
        guard takesText, !skipsCharacter() else { return }
        prepare()
        pending.append(byte)
    }

    /// Takes a Unicode character, whose replacement follows.
    mutating func unicode(_ number: Int) {
        charactersToSkip = 0
        guard takesText else { return }
        defer { charactersToSkip = state.replacementCount }
        // Numbers are 16 bits with a sign; some programs write larger ones.
        let value = number < 0 ? number + 0x10000 : number
        guard (0...0x10FFFF).contains(value) else { return put("\u{FFFD}") }
        let unit = UInt32(value)
        switch unit {
        case 0xD800...0xDBFF:
            // A half without the other one.
            if highSurrogate != nil {
                put("\u{FFFD}")
            }
            highSurrogate = unit
        case 0xDC00...0xDFFF:
            let high = highSurrogate
            highSurrogate = nil
            let scalar = high.flatMap { Unicode.Scalar(0x10000 + ($0 - 0xD800) << 10 + (unit - 0xDC00)) }
            put(scalar ?? "\u{FFFD}")
        default: put(Unicode.Scalar(unit) ?? "\u{FFFD}")
        }
    }

    /// Puts a character where text goes.
    mutating func put(_ scalar: Unicode.Scalar) {
        guard takesText else { return }
        flushCharacters()
        if let utf8 = UTF8.encode(scalar) {
            append(Array(utf8))
        }
    }

    /// Whether the next character stands for a Unicode character that was there before; it is counted.
    mutating func skipsCharacter() -> Bool {
        guard charactersToSkip > 0 else { return false }
        charactersToSkip -= 1
        return true
    }

    /// Decodes the bytes that are pending and puts them where text goes.
    mutating func flushCharacters() {
        guard !pending.isEmpty else { return }
        var utf8: [UInt8] = []
        characterSets.decode(pending, codePage: pendingCodePage, into: &utf8)
        pending.removeAll(keepingCapacity: true)
        append(utf8)
    }

    private var takesText: Bool {
        switch state.destination {
        case .skipped, .skippedText, .fontTable, .date, .alternatives: false
        default: !state.isDeleted
        }
    }

    private mutating func prepare() {
        highSurrogate = nil
        let codePage = characterSets.codePage(of: state.font)
        if codePage != pendingCodePage {
            flushCharacters()
            pendingCodePage = codePage
        }
    }

    /// Puts UTF-8 where text goes.
    mutating func append(_ utf8: [UInt8]) {
        guard html == nil else { return appendToHTML(utf8) }
        switch state.destination {
        case .text: flows[flows.count - 1].paragraph.append(contentsOf: utf8)
        case .styleSheet: styles.add(name: utf8)
        case .instruction, .information, .listText:
            // No address and no title is as long as this.
            if collected.count < 16_384 {
                collected.append(contentsOf: utf8)
            }
        default: break
        }
    }

    /// Tags stand in the document as they are; what is text must not become a tag.
    private mutating func appendToHTML(_ utf8: [UInt8]) {
        guard !state.isSuppressed else { return }
        switch state.destination {
        case .htmlTag: html?.append(contentsOf: utf8)
        case .text:
            for byte in utf8 {
                switch byte {
                case 0x26: html?.append(contentsOf: "&amp;".utf8)
                case 0x3C: html?.append(contentsOf: "&lt;".utf8)
                default: html?.append(byte)
                }
            }
        default: break
        }
    }
}
