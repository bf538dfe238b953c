/// The words of header fields that are not ASCII (RFC 2047), and those that should have been encoded and were not.
enum EncodedWords {
    private struct Word {
        let charset: String
        let bytes: [UInt8]
        let end: Int
    }

    /// A header field's value as UTF-8.
    static func decode(_ value: [UInt8]) -> [UInt8] {
        guard value.contains("=?") else { return MailCharset.decode(value, declared: nil) }
        var output: [UInt8] = []
        // A character may begin in one word and end in the next one: words of one set are decoded together.
        var pending: (charset: String, bytes: [UInt8])?
        var plainStart = 0
        var index = 0
        var searched = Search()
        func flush() {
            if let words = pending {
                output.append(contentsOf: MailCharset.decode(words.bytes, declared: words.charset))
            }
            pending = nil
        }
        while index < value.count {
            guard value[index] == 0x3D, let word = word(at: index, of: value, &searched) else {
                index += 1
                continue
            }
            let between = value[plainStart..<index]
            let isJoined = pending != nil && between.allSatisfy(\.isASCIIWhitespace)
            if !isJoined || pending?.charset != word.charset {
                flush()
            }
            if !isJoined {
                output.append(contentsOf: MailCharset.decode(Array(between), declared: nil))
            }
            if pending == nil {
                pending = (word.charset, [])
            }
            pending?.bytes.append(contentsOf: word.bytes)
            index = word.end
            plainStart = index
        }
        flush()
        output.append(contentsOf: MailCharset.decode(Array(value[plainStart...]), declared: nil))
        return output
    }

    /// What is known about the end marks ahead, so that looking for one costs each byte only once.
    private struct Search {
        var hasNone = false

        mutating func end(from start: Int, of value: [UInt8]) -> Int? {
            guard !hasNone, start < value.count else { return nil }
            guard let found = value.range(of: "?=", from: start) else {
                hasNone = true
                return nil
            }
            return found.lowerBound
        }
    }

    /// The word `=?charset?B?text?=` at `start`.
    private static func word(at start: Int, of value: [UInt8], _ search: inout Search) -> Word? {
        guard start + 1 < value.count, value[start + 1] == 0x3F else { return nil }
        let name = value[(start + 2)...].prefix(64).prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x3F }
        let kind = name.endIndex + 1
        guard !name.isEmpty, kind + 1 < value.count, value[name.endIndex] == 0x3F, value[kind + 1] == 0x3F else {
            return nil
        }
        guard let end = search.end(from: kind + 2, of: value) else { return nil }
        let text = value[(kind + 2)..<end]
        let bytes: [UInt8]
        switch value[kind] | 0x20 {
        case 0x62: bytes = TransferEncoding.base64(text)
        case 0x71: bytes = TransferEncoding.quotedPrintable(text, spaceMark: 0x5F)
        default: return nil
        }
        // A language may stand behind a star.
        let charset = String(decoding: name.prefix { $0 != 0x2A }.map(\.lowercasedASCII), as: UTF8.self)
        return Word(charset: charset, bytes: bytes, end: end + 2)
    }
}
