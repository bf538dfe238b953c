/// A stream that stands somewhere in the bytes of a PDF, found without the document's structure.
struct PDFStream {
    /// The dictionary before the data.
    let dictionary: Range<Int>
    /// The data as it is stored.
    let data: Range<Int>

    /// How far a dictionary may reach.
    private static let reach = 4096

    /// The stream whose dictionary holds the bytes at `index`; `nil` where there is none.
    init?(around index: Int, in bytes: [UInt8]) {
        let window = index..<min(index + Self.reach, bytes.count)
        guard let mark = bytes[window].range(of: "stream"), mark.upperBound + 2 < bytes.count else { return nil }
        // Another object in between: the mark belongs to that one.
        if let end = bytes[index..<mark.lowerBound].range(of: "endobj"), end.upperBound <= mark.lowerBound {
            return nil
        }
        var start = index
        let limit = max(0, index - Self.reach / 4)
        while start > limit, !bytes[start...].starts(with: " obj".utf8) {
            start -= 1
        }
        dictionary = start..<mark.lowerBound
        var first = mark.upperBound
        if bytes[first] == 0x0D { first += 1 }
        if bytes[first] == 0x0A { first += 1 }
        let stated = Self.number(after: "/Length", in: bytes[dictionary])
        if let stated, stated <= bytes.count - first, bytes[(first + stated)...].prefix(12).contains("endstream") {
            data = first..<(first + stated)
        } else if let end = PDFBytes.find("endstream", in: bytes, from: first) {
            data = first..<end
        } else {
            data = first..<bytes.count
        }
    }

    /// The unpacked data; `nil` where it is packed in a way that is not known.
    func unpacked(of bytes: [UInt8], limit: Int) -> [UInt8]? {
        let head = bytes[dictionary]
        guard head.contains("/Filter") else { return Array(bytes[data].prefix(limit)) }
        let isOnlyDeflated =
            head.contains("/FlateDecode") && !head.contains("/DecodeParms") && !head.contains("/LZWDecode")
            && !head.contains("/ASCII85Decode") && !head.contains("/ASCIIHexDecode") && !head.contains("/Crypt")
        guard isOnlyDeflated else { return nil }
        return bytes.withUnsafeBytes { Deflate.unpack(UnsafeRawBufferPointer(rebasing: $0[data]), limit: limit) }
    }

    /// The whole number that follows a key of the dictionary, unless it is a reference.
    static func number(after key: StaticString, in dictionary: ArraySlice<UInt8>) -> Int? {
        guard let mark = dictionary.range(of: key) else { return nil }
        var rest = dictionary[mark.upperBound...].drop(while: \.isASCIIWhitespace)
        let digits = rest.prefix(while: \.isASCIIDigit)
        guard (1...9).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count).drop(while: \.isASCIIWhitespace)
        // "12 0 R" is the number of another object.
        guard rest.first?.isASCIIDigit != true else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
