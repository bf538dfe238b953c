/// The id of a technique or sub-technique: `T1059` or `T1059.001`.
///
/// Four digits, and three more for a sub-technique; the letter is a capital. Ids sort as they are listed on a page: a
/// technique, then its sub-techniques, then the next technique. An id is coded as a plain string.
package struct TechniqueID: Hashable, Sendable {
    /// The number shifted left by ten bits, plus one more than the sub-technique's number where there is one.
    private let packed: UInt32

    /// Reads an id, or gives nil when the text is anything but an id.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let id = text.withUTF8({ TechniqueID(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = id
    }

    /// Reads an id from its ASCII bytes.
    init?(utf8: UnsafeRawBufferPointer) {
        guard utf8.count == 5 || utf8.count == 9, utf8[0] == UInt8(ascii: "T") else { return nil }
        guard let number = TechniqueID.number(utf8[1..<5]) else { return nil }
        guard utf8.count == 9 else {
            packed = number << 10
            return
        }
        guard utf8[5] == UInt8(ascii: "."), let sub = TechniqueID.number(utf8[6..<9]) else { return nil }
        packed = number << 10 | (sub + 1)
    }

    private init(packed: UInt32) {
        self.packed = packed
    }

    /// The technique above a sub-technique; nil for a technique.
    package var parent: TechniqueID? {
        isSubTechnique ? TechniqueID(packed: packed & ~0x3FF) : nil
    }

    /// Whether the id has a part after the point.
    package var isSubTechnique: Bool { packed & 0x3FF != 0 }

    private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> UInt32? {
        var value: UInt32 = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + UInt32(digit - UInt8(ascii: "0"))
        }
        return value
    }
}

extension TechniqueID: Comparable {
    package static func < (left: TechniqueID, right: TechniqueID) -> Bool { left.packed < right.packed }
}

extension TechniqueID: LosslessStringConvertible {
    /// The id as ATT&CK writes it.
    package var description: String {
        let number = packed >> 10
        let sub = packed & 0x3FF
        return String(unsafeUninitializedCapacity: 9) { buffer in
            buffer[0] = UInt8(ascii: "T")
            TechniqueID.write(number, digits: 4, into: buffer, at: 1)
            guard sub > 0 else { return 5 }
            buffer[5] = UInt8(ascii: ".")
            TechniqueID.write(sub - 1, digits: 3, into: buffer, at: 6)
            return 9
        }
    }

    private static func write(
        _ number: UInt32,
        digits: Int,
        into buffer: UnsafeMutableBufferPointer<UInt8>,
        at start: Int
    ) {
        var rest = number
        for offset in (0..<digits).reversed() {
            buffer[start + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }
}

extension TechniqueID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = TechniqueID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an id such as T1059.001")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
