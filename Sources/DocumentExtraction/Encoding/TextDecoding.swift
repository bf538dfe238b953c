/// Finds out which character set a text is in and turns it into UTF-8.
package enum TextDecoding {
    /// Decodes `bytes`.
    ///
    /// A byte order mark decides; then what the bytes can only be (UTF-16 and UTF-32 without a mark, valid UTF-8);
    /// then what the document declares; then a guess among the sets of East Asia and those of one byte a character, with
    /// a warning.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - declared: The character set the document names, if it does.
    /// - Returns: The text, with a warning when something had to be guessed or replaced.
    package static func decode(_ bytes: [UInt8], declared: String? = nil) -> DecodedText {
        if let mark = ByteOrderMark.all.first(where: { bytes.starts(with: $0.bytes) }) {
            return unicode(Array(bytes[mark.bytes.count...]), mark.form, after: mark.bytes.count)
        }
        if let form = WideText.form(of: bytes) {
            let decoded = unicode(bytes, form, after: 0)
            let guess = "The text has no byte order mark and was read as \(form.rawValue)."
            return DecodedText(
                utf8: decoded.utf8,
                charset: decoded.charset,
                warning: decoded.warning ?? guess,
                places: decoded.places
            )
        }
        let name = declared?.lowercased() ?? ""
        // What is valid UTF-8 with a byte above 127 is practically never anything else, whatever it declares itself.
        if isValid(bytes) { return ascii(bytes, declared: name) }
        let system = CharacterSetLabel.systemName(of: name)
        if system == "utf-8" || isNearlyUTF8(bytes) { return unicode(bytes, .utf8, after: 0) }
        if let system, let utf8 = CharacterSetConversion.convert(bytes, from: system) {
            return DecodedText(
                utf8: utf8,
                charset: name,
                warning: nil,
                places: system == CharacterSetLabel.western ? .oneByte : .unknown
            )
        }
        return decode(bytes, guessed: CharacterSetGuess.guess(bytes))
    }

    /// Valid UTF-8, in which escape sequences may stand for another set.
    private static func ascii(_ bytes: [UInt8], declared name: String) -> DecodedText {
        if name.hasPrefix("iso-2022-"), let utf8 = CharacterSetConversion.convert(bytes, from: name) {
            return DecodedText(utf8: utf8, charset: name, warning: nil)
        }
        if let escaped = CharacterSetGuess.escaped(bytes) { return decode(bytes, guessed: escaped) }
        return DecodedText(utf8: bytes, charset: "utf-8", warning: nil, places: .same(after: 0))
    }

    private static func decode(_ bytes: [UInt8], guessed: CharacterSetGuess) -> DecodedText {
        func decoded(_ utf8: [UInt8], _ name: String, _ places: DecodedText.Places) -> DecodedText {
            let warning = "The character set is not declared; the text was read as \(name)."
            return DecodedText(utf8: utf8, charset: name, warning: warning, places: places)
        }
        switch guessed {
        case .multibyte(let name, let system):
            guard let utf8 = CharacterSetConversion.convert(bytes, from: system) else { break }
            return decoded(utf8, name, .unknown)
        case .single(let charset): return decoded(charset.decode(bytes), charset.name, .oneByte)
        }
        return decoded(SingleByteCharset.windows1252.decode(bytes), CharacterSetLabel.western, .oneByte)
    }

    private static func unicode(_ bytes: [UInt8], _ form: UnicodeForm, after mark: Int) -> DecodedText {
        let result = form.decode(bytes)
        let places: DecodedText.Places =
            switch form {
            case _ where result.repaired: .unknown
            case .utf8: .same(after: mark)
            case .utf16LittleEndian, .utf16BigEndian: .utf16(after: mark)
            case .utf32LittleEndian, .utf32BigEndian: .utf32(after: mark)
            }
        return DecodedText(
            utf8: result.utf8,
            charset: form.rawValue,
            warning: result.repaired ? "Bytes that are not \(form.rawValue) were replaced." : nil,
            places: places
        )
    }

    static func isValid(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return true
        } catch {
            return false
        }
    }

    /// Whether almost all of the non-ASCII bytes form UTF-8 sequences: a text with a few damaged places.
    private static func isNearlyUTF8(_ bytes: [UInt8]) -> Bool {
        var sequences = 0
        var stray = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte >= 0x80 else { continue }
            let trailing = byte < 0xC2 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : byte < 0xF5 ? 3 : 0
            let following = bytes[index..<min(index + trailing, bytes.count)]
            if trailing > 0, following.count == trailing, following.allSatisfy({ $0 & 0xC0 == 0x80 }) {
                sequences += 1
                index += trailing
            } else {
                stray += 1
            }
        }
        return sequences > 0 && sequences >= stray * 4
    }
}

extension TextDecoding {
    /// Output of a program that promises UTF-8, with what is not replaced.
    static func decodeUTF8(_ bytes: [UInt8]) -> [UInt8] { UnicodeForm.utf8.decode(bytes).utf8 }
}
