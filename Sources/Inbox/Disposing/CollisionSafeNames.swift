/// The names that a file may get in a folder where its own may be taken.
enum CollisionSafeNames {
    /// The name itself if it leaves room for `reserved` bytes, then `<stem>--<first 8 of id><extension>`, then with
    /// the whole id.
    ///
    /// Names that are too long are cut in the stem, not inside a character, and are never tried without an id.
    static func candidates(for name: FileName, id: FileName, reserving reserved: Int) -> [FileName] {
        let limit = FileName.maximumLength - reserved
        var candidates = name.bytes.count <= limit ? [name] : []
        let (stem, ending) = split(name.bytes)
        for suffix in [Array(id.bytes.prefix(8)), id.bytes] {
            let tail = Array("--".utf8) + suffix + ending
            guard tail.count < limit, let candidate = FileName(bytes: cut(stem, to: limit - tail.count) + tail) else {
                continue
            }
            candidates.append(candidate)
        }
        return candidates
    }

    /// The name before its last dot and the rest; without a rest when that is too long to be an extension.
    private static func split(_ name: [UInt8]) -> (stem: [UInt8], ending: [UInt8]) {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0, name.count - dot <= 16 else {
            return (name, [])
        }
        return (Array(name[..<dot]), Array(name[dot...]))
    }

    private static func cut(_ bytes: [UInt8], to length: Int) -> [UInt8] {
        guard bytes.count > length else { return bytes }
        var end = length
        // A UTF-8 character is at most four bytes; what looks like a longer one is no UTF-8 and is cut anywhere.
        while end > max(0, length - 3), bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(bytes[..<(bytes[end] & 0xC0 == 0x80 ? length : end)])
    }
}
