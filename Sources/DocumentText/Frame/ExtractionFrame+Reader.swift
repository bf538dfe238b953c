extension ExtractionFrame {
    /// Takes values off the front of a byte array and never looks beyond its end.
    struct Reader {
        private var rest: ArraySlice<UInt8>

        init(bytes: [UInt8]) { rest = bytes[...] }

        var remaining: Int { rest.count }

        mutating func bytes(count: Int) throws(Violation) -> ArraySlice<UInt8> {
            guard count <= rest.count else { throw Violation("it is cut off") }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }

        mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
            _: Number.Type
        ) throws(Violation) -> Number {
            let size = Number.bitWidth / 8
            guard size <= rest.count else { throw Violation("it is cut off") }
            var value: Number = 0
            for index in (0..<size).reversed() {
                value = value << 8 | Number(rest[rest.startIndex + index])
            }
            rest = rest.dropFirst(size)
            return value
        }

        mutating func count(limit: Int) throws(Violation) -> Int {
            let count = Int(try number(UInt32.self))
            guard count <= limit else { throw Violation("a list or a string is too long", isExcess: true) }
            return count
        }

        mutating func strings() throws(Violation) -> [String] {
            var strings: [String] = []
            for _ in 0..<(try count(limit: ExtractionFrame.maximumStrings)) {
                strings.append(try string())
            }
            return strings
        }

        func end() throws(Violation) {
            guard rest.isEmpty else { throw Violation("it is longer than its contents") }
        }

        mutating func string() throws(Violation) -> String {
            let length = try count(limit: ExtractionFrame.maximumStringBytes)
            guard let string = String(validating: try bytes(count: length), as: UTF8.self) else {
                throw Violation("a string is not UTF-8")
            }
            return string
        }
    }
}
