/// A cursor over JSON that decodes nothing it is not asked for.
///
/// The structure is checked everywhere. Strings and numbers that are skipped are not looked into: their escapes, UTF-8
/// and digits are checked when they are decoded. The reader must not outlive the memory it reads.
struct JSONReader {
    /// Deeper nesting is refused: no bundle comes near it, and the depth of the stack depends on it.
    static let maximumDepth = 64

    let bytes: UnsafeRawBufferPointer
    private(set) var position: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Skips white space and tells the next byte, without reading it.
    mutating func peek() throws(JSONFailure) -> UInt8 {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            case let byte: return byte
            }
        }
        throw JSONFailure(.endOfInput, at: position, expected: "a value")
    }

    /// Whether only white space is left.
    mutating func isAtEnd() -> Bool {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) {
            position += 1
        }
        return position == bytes.count
    }

    /// Reads one byte of the syntax.
    mutating func expect(_ byte: UInt8, _ expected: StaticString) throws(JSONFailure) {
        guard try peek() == byte else { throw JSONFailure(.unexpectedByte, at: position, expected: expected) }
        position += 1
    }

    /// Reads the start of an object; its keys follow with ``nextKey(isFirst:)``.
    mutating func beginObject() throws(JSONFailure) {
        try expect(UInt8(ascii: "{"), "an object")
    }

    /// Reads up to the next value of an object and gives its key, or reads the end of the object and gives nil.
    mutating func nextKey(isFirst: inout Bool) throws(JSONFailure) -> JSONSlice? {
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return nil
        }
        if !isFirst {
            try expect(UInt8(ascii: ","), "a comma or the end of an object")
            _ = try peek()
        }
        isFirst = false
        let key = try skipString()
        try expect(UInt8(ascii: ":"), "a colon")
        return key
    }

    /// Reads the start of an array; its values follow with ``nextElement(isFirst:)``.
    mutating func beginArray() throws(JSONFailure) {
        try expect(UInt8(ascii: "["), "an array")
    }

    /// Reads up to the next value of an array and says true, or reads the end of the array and says false.
    mutating func nextElement(isFirst: inout Bool) throws(JSONFailure) -> Bool {
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return false
        }
        if !isFirst {
            try expect(UInt8(ascii: ","), "a comma or the end of an array")
        }
        isFirst = false
        return true
    }

    /// Reads one value of any kind and tells where it was.
    mutating func skipValue(depth: Int = 0) throws(JSONFailure) -> JSONSlice {
        let first = try peek()
        switch first {
        case UInt8(ascii: "\""): return try skipString()
        case UInt8(ascii: "{"): return try skipObject(depth: depth + 1)
        case UInt8(ascii: "["): return try skipArray(depth: depth + 1)
        case UInt8(ascii: "t"): return try skipLiteral("true", .true)
        case UInt8(ascii: "f"): return try skipLiteral("false", .false)
        case UInt8(ascii: "n"): return try skipLiteral("null", .null)
        default: return try skipNumber()
        }
    }

    private mutating func skipObject(depth: Int) throws(JSONFailure) -> JSONSlice {
        let start = position
        guard depth <= JSONReader.maximumDepth else { throw JSONFailure(.tooDeep, at: start, expected: "less nesting") }
        try beginObject()
        var isFirst = true
        while try nextKey(isFirst: &isFirst) != nil {
            _ = try skipValue(depth: depth)
        }
        return JSONSlice(kind: .object, start: start, end: position)
    }

    private mutating func skipArray(depth: Int) throws(JSONFailure) -> JSONSlice {
        let start = position
        guard depth <= JSONReader.maximumDepth else { throw JSONFailure(.tooDeep, at: start, expected: "less nesting") }
        try beginArray()
        var isFirst = true
        while try nextElement(isFirst: &isFirst) {
            _ = try skipValue(depth: depth)
        }
        return JSONSlice(kind: .array, start: start, end: position)
    }

    private mutating func skipString() throws(JSONFailure) -> JSONSlice {
        guard bytes[position] == UInt8(ascii: "\"") else {
            throw JSONFailure(.unexpectedByte, at: position, expected: "a string")
        }
        let start = position + 1
        var next = start
        while let quote = bytes.position(of: UInt8(ascii: "\""), from: next) {
            var slashes = 0
            while quote - slashes > start, bytes[quote - slashes - 1] == UInt8(ascii: "\\") {
                slashes += 1
            }
            next = quote + 1
            if slashes.isMultiple(of: 2) {
                position = next
                return JSONSlice(kind: .string, start: start, end: quote)
            }
        }
        throw JSONFailure(.endOfInput, at: bytes.count, expected: "the end of a string")
    }

    private mutating func skipLiteral(_ text: StaticString, _ kind: JSONSlice.Kind) throws(JSONFailure) -> JSONSlice {
        let start = position
        for offset in 0..<text.utf8CodeUnitCount {
            guard start + offset < bytes.count else {
                throw JSONFailure(.endOfInput, at: bytes.count, expected: "a value")
            }
            guard bytes[start + offset] == text.utf8Start[offset] else {
                throw JSONFailure(.unexpectedByte, at: start, expected: "a value")
            }
        }
        position = start + text.utf8CodeUnitCount
        return JSONSlice(kind: kind, start: start, end: position)
    }

    private mutating func skipNumber() throws(JSONFailure) -> JSONSlice {
        let start = position
        loop: while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                position += 1
            default: break loop
            }
        }
        guard position > start else { throw JSONFailure(.unexpectedByte, at: start, expected: "a value") }
        return JSONSlice(kind: .number, start: start, end: position)
    }
}
