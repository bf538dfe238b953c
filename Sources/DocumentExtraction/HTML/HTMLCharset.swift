/// The character set that an HTML or XML document declares in its head.
enum HTMLCharset {
    /// Browsers look at 1024 bytes first and at what comes later when they get there.
    private static let searched = 1 << 15

    /// The name of the set in lower case, or `nil`.
    static func declared(in bytes: [UInt8]) -> String? {
        let head = Array(bytes.prefix(searched))
        let span = head.span
        if let name = ofXML(span) { return name }
        var tokens = HTMLTokenizer(head)
        while let token = tokens.next(span) {
            guard case .tag(let tag) = token, !tag.isEnd else { continue }
            if span.holds("body", at: tag.name) { return nil }
            switch tag.element?.role {
            case .meta:
                if let name = ofMeta(tokens, span) { return name }
            case .hidden, .title, .rawText: tokens.skipContent(of: tag.name, span)
            default: break
            }
        }
        return nil
    }

    /// What `<?xml version="1.0" encoding="..."?>` says.
    private static func ofXML(_ head: Span<UInt8>) -> String? {
        var start = 0
        while start < head.count, head[start].isASCIIWhitespace || head[start] >= 0x80 {
            start += 1
        }
        guard head.hasPrefix("<?xml", at: start) else { return nil }
        let end = head.first("?>", in: start..<head.count) ?? head.count
        guard let key = head.first("encoding", in: start..<end) else { return nil }
        return name(after: key + 8, in: head, before: end)
    }

    private static func ofMeta(_ tokens: HTMLTokenizer, _ head: Span<UInt8>) -> String? {
        if let value = tokens.value(of: "charset", head) { return plain(value, in: head) }
        guard let kind = tokens.value(of: "http-equiv", head), head.holds("content-type", at: kind),
            let content = tokens.value(of: "content", head), let key = head.first("charset", in: content)
        else { return nil }
        return name(after: key + 7, in: head, before: content.upperBound)
    }

    /// The value that follows an equals sign.
    private static func name(after start: Int, in head: Span<UInt8>, before end: Int) -> String? {
        var index = start
        while index < end, head[index].isASCIIWhitespace {
            index += 1
        }
        guard index < end, head[index] == 0x3D else { return nil }
        return plain((index + 1)..<end, in: head)
    }

    /// The plain name at the start of a range, in quotes or not.
    private static func plain(_ range: Range<Int>, in head: Span<UInt8>) -> String? {
        var name: [UInt8] = []
        for index in range {
            let byte = head[index].lowercasedASCII
            if byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2D || byte == 0x5F {
                name.append(byte)
            } else if !name.isEmpty || !(byte.isASCIIWhitespace || byte == 0x22 || byte == 0x27) {
                break
            }
        }
        guard (1...40).contains(name.count) else { return nil }
        let declared = String(decoding: name, as: UTF8.self)
        // What can be read byte by byte up to here is not in a wide form.
        return declared.hasPrefix("utf-16") || declared.hasPrefix("utf-32") ? "utf-8" : declared
    }
}
