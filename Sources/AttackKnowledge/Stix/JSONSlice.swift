/// A value of JSON that was read past and not decoded.
struct JSONSlice {
    enum Kind: String {
        case absent, null, `true`, `false`, number, string, array, object
    }

    var kind: Kind
    /// The first byte; of a string, the first after the quotation mark.
    var start: Int
    /// The byte after the last; of a string, the closing quotation mark.
    var end: Int

    /// No value at all.
    static let absent = JSONSlice(kind: .absent, start: 0, end: 0)

    /// The bytes between the quotation marks of a string, or of the whole value.
    func raw(in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    /// The text of a string, or nil when its escapes or its UTF-8 are wrong.
    func text(in bytes: UnsafeRawBufferPointer) -> String? {
        let raw = raw(in: bytes)
        guard raw.position(of: UInt8(ascii: "\\"), from: 0) != nil else {
            return String(validating: raw, as: UTF8.self)
        }
        return JSONUnescaper.text(of: raw)
    }
}

extension JSONSlice {
    /// The same value, seen from the start of the text that holds it.
    func moved(by distance: Int) -> JSONSlice {
        JSONSlice(kind: kind, start: start + distance, end: end + distance)
    }
}
