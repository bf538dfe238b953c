/// An open-addressing map from hashes to small numbers, made once and read often.
struct HashIndex: Sendable {
    private var keys: [UInt64]
    private var values: [Int32]
    private var mask: Int
    private(set) var count = 0

    init(minimumCapacity: Int = 16) {
        var size = 16
        while size < minimumCapacity * 2 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [Int32](repeating: 0, count: size)
        mask = size - 1
    }

    /// The number stored for a key.
    ///
    /// Zero is no key.
    @inline(__always)
    subscript(key: UInt64) -> Int32? {
        var slot = Int(truncatingIfNeeded: key ^ (key >> 29)) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// The number of a key; a new key gets the next one.
    mutating func number(of key: UInt64) -> Int32 {
        if let known = self[key] { return known }
        if (count + 1) * 2 > keys.count { grow() }
        let number = Int32(count)
        insert(key, number)
        return number
    }

    private mutating func insert(_ key: UInt64, _ value: Int32) {
        var slot = Int(truncatingIfNeeded: key ^ (key >> 29)) & mask
        while keys[slot] != 0 { slot = (slot + 1) & mask }
        keys[slot] = key
        values[slot] = value
        count += 1
    }

    private mutating func grow() {
        let oldKeys = keys
        let oldValues = values
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        values = [Int32](repeating: 0, count: oldKeys.count * 2)
        mask = keys.count - 1
        count = 0
        for slot in oldKeys.indices where oldKeys[slot] != 0 { insert(oldKeys[slot], oldValues[slot]) }
    }
}
