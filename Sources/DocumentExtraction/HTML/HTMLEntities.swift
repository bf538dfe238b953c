import CXML2

/// Character references of HTML.
enum HTMLEntities {
    /// The longest name that is looked up.
    private static let maximumName = 32

    /// The bytes with every reference replaced by what it stands for.
    static func decode(_ bytes: some RandomAccessCollection<UInt8>) -> [UInt8] {
        let input = Array(bytes)
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            if input[index] == 0x26, let reference = reference(at: index, in: input, before: input.count) {
                output.append(contentsOf: reference.utf8)
                index = reference.end
            } else {
                output.append(input[index])
                index += 1
            }
        }
        return output
    }

    /// What the reference that begins with the ampersand at `start` stands for, and where it ends.
    static func reference(at start: Int, in bytes: [UInt8], before limit: Int) -> (utf8: [UInt8], end: Int)? {
        var index = start + 1
        guard index < limit else { return nil }
        if bytes[index] == 0x23 { return numeric(from: index + 1, in: bytes, before: limit) }
        var name: [UInt8] = []
        while index < limit, name.count < maximumName, bytes[index].isASCIILetter || bytes[index].isASCIIDigit {
            name.append(bytes[index])
            index += 1
        }
        guard !name.isEmpty else { return nil }
        let hasEnd = index < limit && bytes[index] == 0x3B
        // Without its semicolon only what HTML 2 had is one, and not in the middle of a word.
        guard hasEnd || unterminated.contains(name) else { return nil }
        guard let scalar = scalar(named: name) else { return nil }
        return (encode(scalar), hasEnd ? index + 1 : index)
    }

    private static let unterminated: Set<[UInt8]> = Set(
        ["amp", "lt", "gt", "quot", "nbsp", "copy"].map { Array($0.utf8) }
    )

    private static func numeric(from start: Int, in bytes: [UInt8], before limit: Int) -> (utf8: [UInt8], end: Int)? {
        var index = start
        let isHex = index < limit && bytes[index] | 0x20 == 0x78
        index += isHex ? 1 : 0
        let first = index
        var value: UInt32 = 0
        while index < limit, isHex ? bytes[index].isASCIIHexDigit : bytes[index].isASCIIDigit {
            let byte = bytes[index]
            let digit = byte.isASCIIDigit ? byte - 0x30 : (byte | 0x20) - 0x57
            value = min(value * (isHex ? 16 : 10) + UInt32(digit), 0x11_0000)
            index += 1
        }
        guard index > first else { return nil }
        let end = index < limit && bytes[index] == 0x3B ? index + 1 : index
        // Numbers of the C1 controls mean the characters of windows-1252 on the Web.
        if (0x80...0x9F).contains(value) {
            return (encode(SingleByteCharset.windows1252.upperHalf[Int(value) - 0x80]), end)
        }
        return (encode(value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"), end)
    }

    private static func scalar(named name: [UInt8]) -> Unicode.Scalar? {
        if let scalar = later[String(decoding: name, as: UTF8.self)] { return scalar }
        guard let entry = htmlEntityLookup(name + [0]) else { return nil }
        return Unicode.Scalar(UInt32(entry.pointee.value))
    }

    private static func encode(_ scalar: Unicode.Scalar) -> [UInt8] { UTF8.encode(scalar).map { Array($0) } ?? [] }

    /// Names that came after HTML 4 and are used to write indicators and plain punctuation.
    private static let later: [String: Unicode.Scalar] = [
        "apos": "'", "ast": "*", "bsol": "\\", "check": "\u{2713}", "colon": ":", "comma": ",", "commat": "@",
        "dash": "\u{2010}", "dollar": "$", "equals": "=", "excl": "!", "grave": "`", "hyphen": "\u{2010}",
        "lbrack": "[",
        "lcub": "{", "lowbar": "_", "lpar": "(", "lsqb": "[", "num": "#", "percnt": "%", "period": ".", "plus": "+",
        "quest": "?", "rbrack": "]", "rcub": "}", "rpar": ")", "rsqb": "]", "semi": ";", "sol": "/", "Tab": " ",
        "NewLine": " ", "verbar": "|", "vert": "|",
    ]
}
