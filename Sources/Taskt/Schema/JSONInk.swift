/// JSON text that is being written: scalars, as RFC 8259 has them.
///
/// A buffer of its own rather than an array: the checks that an array in a class makes at every byte run cost more than
/// the writing.
final class JSONInk {
    @exclusivity(unchecked) private(set) var base: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private var capacity: Int

    init(capacity: Int = 4_096) {
        base = .allocate(capacity: max(64, capacity))
        self.capacity = max(64, capacity)
    }

    deinit { base.deallocate() }

    func put(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    /// Copies a piece of another text, or of this one's own past.
    func put(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
        guard length > 0 else { return }
        reserve(length)
        (base + count).update(from: bytes, count: length)
        count += length
    }

    func put(plain text: StaticString) { put(text.utf8Start, text.utf8CodeUnitCount) }

    func put(plain text: String) {
        var text = text
        text.withUTF8 { utf8 in
            if let bytes = utf8.baseAddress { put(bytes, utf8.count) }
        }
    }

    func put(_ value: Bool) { put(plain: value ? "true" : "false") }

    func put<Value: FixedWidthInteger>(_ value: Value) {
        if value >= 0, value < 10 { return put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 40) { digits in
            var (rest, first) = (value.magnitude, 40)
            repeat {
                let digit: Value.Magnitude
                (rest, digit) = rest.quotientAndRemainder(dividingBy: 10)
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            } while rest != 0
            if value < 0 { put(UInt8(ascii: "-")) }
            if let start = digits.baseAddress { put(start + first, 40 - first) }
        }
    }

    /// Writes a number in the shortest form that reads back as itself; the value must be finite.
    func put(_ value: some BinaryFloatingPoint & CustomStringConvertible) {
        let text = value.description
        put(plain: text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    /// Writes a string in quotes, escaped as section 7 requires and no further.
    func put(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            reserve(utf8.count + 2)
            put(UInt8(ascii: "\""))
            guard let bytes = utf8.baseAddress else { return }
            var (from, index) = (0, 0)
            while index < utf8.count {
                let byte = bytes[index]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    put(bytes + from, index - from)
                    putEscaped(byte)
                    from = index + 1
                }
                index += 1
            }
            put(bytes + from, utf8.count - from)
        }
        put(UInt8(ascii: "\""))
    }

    private func putEscaped(_ byte: UInt8) {
        put(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
        case 0x08: put(UInt8(ascii: "b"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0C: put(UInt8(ascii: "f"))
        case 0x0D: put(UInt8(ascii: "r"))
        default:
            let (high, low) = (byte >> 4, byte & 15)
            put(plain: "u00")
            put(UInt8(ascii: "0") + high)
            put(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }

    private func reserve(_ length: Int) {
        guard count + length > capacity else { return }
        let size = max(capacity * 2, count + length)
        let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        bigger.update(from: base, count: count)
        base.deallocate()
        (base, capacity) = (bigger, size)
    }
}
