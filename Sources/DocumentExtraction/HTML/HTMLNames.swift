/// A table of lower-case ASCII names, found by a hash that is computed while the name is read: nothing is allocated.
///
/// Two names with the same 64 bits would be taken for each other; a document that makes such a name up only misleads
/// the reading of itself.
struct HTMLNames<Value: Sendable>: Sendable {
    private var slots: [(hash: UInt64, value: Value?)]
    private let mask: Int

    /// A table of the names; of two equal ones the first counts.
    init(_ names: [(name: Substring, value: Value)]) {
        var size = 16
        while size < names.count * 4 {
            size *= 2
        }
        mask = size - 1
        slots = Array(repeating: (hash: 0, value: nil), count: size)
        for (name, value) in names {
            var hash = NameHash()
            for byte in name.utf8 {
                hash.add(byte)
            }
            insert(hash.value, value)
        }
    }

    /// A table in which all names of a list, which spaces separate, have one value.
    init(_ lists: [(value: Value, names: String)]) {
        self.init(lists.flatMap { list in list.names.split(separator: " ").map { (name: $0, value: list.value) } })
    }

    private mutating func insert(_ hash: UInt64, _ value: Value) {
        var index = Int(truncatingIfNeeded: hash >> 32) & mask
        while slots[index].value != nil {
            guard slots[index].hash != hash else { return }
            index = (index + 1) & mask
        }
        slots[index] = (hash, value)
    }

    /// What stands at a name.
    subscript(_ name: NameHash) -> Value? {
        var index = Int(truncatingIfNeeded: name.value >> 32) & mask
        while let value = slots[index].value {
            if slots[index].hash == name.value { return value }
            index = (index + 1) & mask
        }
        return nil
    }

    /// What stands at the name in these bytes, whatever their case.
    subscript(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Value? {
        var hash = NameHash()
        for index in name {
            hash.add(bytes[index].lowercasedASCII)
        }
        return self[hash]
    }
}

/// The hash of a name, byte by byte (FNV-1a).
struct NameHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
