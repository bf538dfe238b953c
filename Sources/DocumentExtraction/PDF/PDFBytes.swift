import Glibc

/// Fast searching in large files.
enum PDFBytes {
    /// Where `word` next begins.
    static func find(_ word: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            let pattern = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
            return find(pattern, in: buffer, from: start)
        }
    }

    /// Whether `bytes` has `pattern` somewhere.
    static func contains(_ pattern: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
        pattern.withUnsafeBytes { find($0, in: bytes, from: 0) } != nil
    }

    private static func find(
        _ pattern: UnsafeRawBufferPointer,
        in bytes: UnsafeRawBufferPointer,
        from start: Int
    ) -> Int? {
        guard let base = bytes.baseAddress, let word = pattern.baseAddress, start >= 0 else { return nil }
        var offset = start
        while bytes.count - offset >= pattern.count,
            let place = memchr(base + offset, CInt(pattern[0]), bytes.count - offset - pattern.count + 1)
        {
            let found = base.distance(to: UnsafeRawPointer(place))
            if memcmp(base + found, word, pattern.count) == 0 { return found }
            offset = found + 1
        }
        return nil
    }

    /// Calls `body` with places where `word` begins; it returns where to look on, or `nil` to stop.
    ///
    /// A file made to have very many such places is not looked through to its end.
    static func forEach(_ word: StaticString, in bytes: [UInt8], limit: Int = 2000, _ body: (Int) -> Int?) {
        var start = 0
        for _ in 0..<limit {
            guard let found = find(word, in: bytes, from: start), let next = body(found) else { return }
            start = max(next, found + word.utf8CodeUnitCount)
        }
    }
}
