/// A header field's value with parameters: `text/plain; charset=utf-8`.
struct MIMEValue {
    /// The value before the parameters, in lower case and without spaces.
    let value: String

    /// The parameters as UTF-8, by their names in lower case.
    private(set) var parameters: [String: [UInt8]] = [:]

    /// A piece of a parameter that was too long, or not in ASCII (RFC 2231).
    private struct Piece {
        let number: Int
        let isEncoded: Bool
        let bytes: [UInt8]
    }

    private static let maximumParameters = 200

    /// Takes a field's value apart.
    init(_ bytes: [UInt8]) {
        let start = bytes.prefix { $0 != 0x3B && $0 != 0x28 }.filter { $0 > 0x20 && $0 != 0x22 }
        value = String(decoding: start.map(\.lowercasedASCII), as: UTF8.self)
        var index = bytes.firstIndex(of: 0x3B) ?? bytes.count
        var pieces: [String: [Piece]] = [:]
        var count = 0
        while index < bytes.count, count < Self.maximumParameters {
            guard let (name, content) = Self.parameter(in: bytes, &index) else { continue }
            count += 1
            Self.keep(name, content, &parameters, &pieces)
        }
        for (name, parts) in pieces {
            parameters[name] = Self.join(parts)
        }
    }

    /// A parameter as text on one line; `nil` when it is missing or empty.
    func text(_ name: String) -> String? {
        guard let bytes = parameters[name] else { return nil }
        let line = String(decoding: TextCleaning.line(bytes), as: UTF8.self)
        return line.isEmpty ? nil : line
    }

    /// Reads the parameter behind the semicolon at `index`, up to the next one.
    private static func parameter(in bytes: [UInt8], _ index: inout Int) -> (name: [UInt8], value: [UInt8])? {
        while index < bytes.count, bytes[index] == 0x3B || bytes[index].isASCIIWhitespace {
            index += 1
        }
        var name: [UInt8] = []
        while index < bytes.count, bytes[index] != 0x3D, bytes[index] != 0x3B {
            if bytes[index] > 0x20 {
                name.append(bytes[index].lowercasedASCII)
            }
            index += 1
        }
        guard index < bytes.count, bytes[index] == 0x3D else { return nil }
        index += 1
        while index < bytes.count, bytes[index].isASCIIWhitespace {
            index += 1
        }
        let isQuoted = index < bytes.count && bytes[index] == 0x22
        let value = isQuoted ? quoted(bytes, &index) : unquoted(bytes, &index)
        return name.isEmpty ? nil : (name, value)
    }

    private static func quoted(_ bytes: [UInt8], _ index: inout Int) -> [UInt8] {
        var value: [UInt8] = []
        index += 1
        while index < bytes.count, bytes[index] != 0x22 {
            // A backslash before anything else is the separator in a path of Windows.
            let isEscape =
                bytes[index] == 0x5C && index + 1 < bytes.count
                && (bytes[index + 1] == 0x22 || bytes[index + 1] == 0x5C)
            index += isEscape ? 1 : 0
            value.append(bytes[index])
            index += 1
        }
        index = bytes[min(index, bytes.count)...].firstIndex(of: 0x3B) ?? bytes.count
        return value
    }

    private static func unquoted(_ bytes: [UInt8], _ index: inout Int) -> [UInt8] {
        let start = index
        index = bytes[start...].firstIndex(of: 0x3B) ?? bytes.count
        var value = bytes[start..<index]
        while let last = value.last, last.isASCIIWhitespace {
            value.removeLast()
        }
        return Array(value)
    }

    private static func keep(
        _ name: [UInt8],
        _ content: [UInt8],
        _ parameters: inout [String: [UInt8]],
        _ pieces: inout [String: [Piece]]
    ) {
        let marks = name.split(separator: 0x2A, omittingEmptySubsequences: false)
        let base = String(decoding: marks[0], as: UTF8.self)
        guard marks.count > 1 else {
            if parameters[base] == nil {
                parameters[base] = EncodedWords.decode(content)
            }
            return
        }
        // `name*`, `name*0`, `name*0*`: an empty last mark says that the value is encoded.
        let digits = marks[1].prefix(4)
        let number = digits.allSatisfy(\.isASCIIDigit) ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : 0
        let isEncoded = marks.count > 2 || marks[1].isEmpty
        pieces[base, default: []].append(Piece(number: number, isEncoded: isEncoded, bytes: content))
    }

    private static func join(_ pieces: [Piece]) -> [UInt8] {
        var charset: String?
        var bytes: [UInt8] = []
        for (place, piece) in pieces.sorted(by: { $0.number < $1.number }).enumerated() {
            guard piece.isEncoded else {
                bytes.append(contentsOf: piece.bytes)
                continue
            }
            var content = piece.bytes[...]
            let quotes = content.indices.filter { content[$0] == 0x27 }
            if place == 0, quotes.count >= 2 {
                charset = String(decoding: content[..<quotes[0]].map(\.lowercasedASCII), as: UTF8.self)
                content = content[(quotes[1] + 1)...]
            }
            bytes.append(contentsOf: percentDecoded(content))
        }
        return MailCharset.decode(bytes, declared: charset)
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == 0x25, index + 2 < bytes.endIndex, let high = TransferEncoding.hexValue(bytes[index + 1]),
                let low = TransferEncoding.hexValue(bytes[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return output
    }
}
