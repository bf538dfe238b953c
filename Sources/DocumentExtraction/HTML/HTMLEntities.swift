/// Character references of HTML.
enum HTMLEntities {
    /// The longest name there is.
    private static let maximumName = 31

    /// What a reference stands for.
    struct Reference {
        let first: Unicode.Scalar
        let second: Unicode.Scalar?
        /// Where it ends in the document.
        let end: Int

        /// Calls `body` with each byte of its UTF-8, and with whether it is the first one.
        @inline(__always)
        func forEachByte(_ body: (UInt8, Bool) -> Void) {
            var isFirst = true
            for byte in UTF8.encode(first) ?? UTF8.encodedReplacementCharacter {
                body(byte, isFirst)
                isFirst = false
            }
            guard let second else { return }
            for byte in UTF8.encode(second) ?? UTF8.encodedReplacementCharacter {
                body(byte, false)
            }
        }
    }

    /// The bytes with every reference replaced by what it stands for.
    static func decode(_ bytes: some RandomAccessCollection<UInt8>) -> [UInt8] {
        let copy = Array(bytes)
        let input = copy.span
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        var index = 0
        while index < input.count {
            if input[index] == 0x26, let reference = reference(at: index, in: input, before: input.count) {
                reference.forEachByte { byte, _ in output.append(byte) }
                index = reference.end
            } else {
                output.append(input[index])
                index += 1
            }
        }
        return output
    }

    /// What the reference that begins with the ampersand at `start` stands for, and where it ends.
    static func reference(at start: Int, in bytes: Span<UInt8>, before limit: Int) -> Reference? {
        var index = start + 1
        guard index < limit else { return nil }
        if bytes[index] == 0x23 { return numeric(from: index + 1, in: bytes, before: limit) }
        while index < limit, index - start <= maximumName, bytes[index].isASCIILetter || bytes[index].isASCIIDigit {
            index += 1
        }
        let name = (start + 1)..<index
        guard !name.isEmpty else { return nil }
        let hasEnd = index < limit && bytes[index] == 0x3B
        let end = hasEnd ? index + 1 : index
        if hasEnd, let first = common(bytes, name) { return Reference(first: first, second: nil, end: end) }
        // Without its semicolon only what came with the first versions is one, and not in the middle of a word.
        guard let found = find(bytes, name), hasEnd || found.isBare else { return nil }
        return Reference(first: found.first, second: found.second, end: end)
    }

    /// Those that make up nearly all of them.
    private static func common(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Unicode.Scalar? {
        let start = name.lowerBound
        switch (name.count, bytes[start]) {
        case (2, 0x6C): return bytes[start + 1] == 0x74 ? "<" : nil
        case (2, 0x67): return bytes[start + 1] == 0x74 ? ">" : nil
        case (3, 0x61): return bytes[start + 1] == 0x6D && bytes[start + 2] == 0x70 ? "&" : nil
        case (4, 0x6E):
            let isSpace = bytes[start + 1] == 0x62 && bytes[start + 2] == 0x73 && bytes[start + 3] == 0x70
            return isSpace ? "\u{A0}" : nil
        default: return nil
        }
    }

    private static func numeric(from start: Int, in bytes: Span<UInt8>, before limit: Int) -> Reference? {
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
        let scalar =
            (0x80...0x9F).contains(value)
            ? SingleByteCharset.windows1252.upperHalf[Int(value) - 0x80] : Unicode.Scalar(value)
        return Reference(first: value == 0 ? "\u{FFFD}" : scalar ?? "\u{FFFD}", second: nil, end: end)
    }
}

/// The table of names, which is searched as it is: building another from it would take longer than most documents.
extension HTMLEntities {
    private typealias Entry = (first: Unicode.Scalar, second: Unicode.Scalar?, isBare: Bool)

    private static func find(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Entry? {
        let table = names.bytes
        var low = 0
        var high = table.count
        while low < high {
            var start = (low + high) / 2
            while start > low, !isSpace(table[start - 1]) {
                start -= 1
            }
            var end = start
            while end < high, !isSpace(table[end]) {
                end += 1
            }
            let order = compare(bytes, name, table, start)
            if order == 0 { return entry(table, (start + name.count)..<end) }
            if order < 0 {
                high = max(start - 1, low)
            } else {
                low = min(end + 1, high)
            }
        }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

    /// Below 0 when the name comes before the entry at `start`, above when it comes after it.
    private static func compare(
        _ bytes: Span<UInt8>,
        _ name: Range<Int>,
        _ table: UnsafeBufferPointer<UInt8>,
        _ start: Int
    ) -> Int {
        for offset in 0..<name.count {
            let entry = start + offset < table.count ? table[start + offset] : 0x20
            let isEnd = entry == 0x3D || entry == 0x21
            let difference = Int(bytes[name.lowerBound + offset]) - (isEnd ? 0 : Int(entry))
            if difference != 0 { return difference }
        }
        let next = start + name.count < table.count ? table[start + name.count] : 0x3D
        return next == 0x3D || next == 0x21 ? 0 : -1
    }

    private static func entry(_ table: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Entry? {
        var values: [UInt32] = [0]
        for index in range.dropFirst() {
            let byte = table[index]
            if byte == 0x2B {
                values.append(0)
            } else {
                let digit = byte.isASCIIDigit ? byte - 0x30 : (byte | 0x20) - 0x57
                values[values.count - 1] = values[values.count - 1] * 16 + UInt32(digit)
            }
        }
        guard let start = range.first, let first = Unicode.Scalar(values[0]) else { return nil }
        return (first, values.count > 1 ? Unicode.Scalar(values[1]) : nil, table[start] == 0x21)
    }
}

extension StaticString {
    /// The UTF-8 of the literal.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
