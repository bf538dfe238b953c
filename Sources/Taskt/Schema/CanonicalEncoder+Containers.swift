/// Writes the members of an object.
struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: CanonicalEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }
    private var ink: JSONInk { encoder.ink }

    /// Writes a member: its key, then what `write` puts behind it.
    private func put(_ key: Key, _ write: () throws -> Void) rethrows {
        let (name, start) = (key.stringValue, ink.count)
        ink.put(name)
        ink.put(UInt8(ascii: ":"))
        try write()
        encoder.note(name, from: start)
    }

    func encodeNil(forKey key: Key) { put(key) { ink.put(plain: "null") } }
    func encode(_ value: Bool, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: String, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: Double, forKey key: Key) throws { try put(key) { try encoder.put(value, key) } }
    func encode(_ value: Float, forKey key: Key) throws { try put(key) { try encoder.put(value, key) } }
    func encode(_ value: Int, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: Int8, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: Int16, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: Int32, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: Int64, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: UInt, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: UInt8, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: UInt16, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: UInt32, forKey key: Key) { put(key) { ink.put(value) } }
    func encode(_ value: UInt64, forKey key: Key) { put(key) { ink.put(value) } }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        let (name, start) = (key.stringValue, ink.count)
        ink.put(name)
        ink.put(UInt8(ascii: ":"))
        if encoder.putSpecial(value) {
            encoder.note(name, from: start)
        } else {
            try value.encode(to: encoder.open(name, from: start, key))
        }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        opened(key.stringValue, key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        opened(key.stringValue, key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { opened("super", nil) }

    func superEncoder(forKey key: Key) -> any Encoder { opened(key.stringValue, key) }

    private func opened(_ name: String, _ key: Key?) -> CanonicalEncoder {
        let start = ink.count
        ink.put(name)
        ink.put(UInt8(ascii: ":"))
        return encoder.open(name, from: start, key)
    }
}

/// Writes the elements of an array.
struct UnkeyedWriter: UnkeyedEncodingContainer {
    let encoder: CanonicalEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.parts.count }
    private var ink: JSONInk { encoder.ink }
    private var place: Place { Place(intValue: count) }

    private func put(_ write: () throws -> Void) rethrows {
        let start = ink.count
        try write()
        encoder.note("", from: start)
    }

    func encodeNil() { put { ink.put(plain: "null") } }
    func encode(_ value: Bool) { put { ink.put(value) } }
    func encode(_ value: String) { put { ink.put(value) } }
    func encode(_ value: Double) throws { try put { try encoder.put(value, place) } }
    func encode(_ value: Float) throws { try put { try encoder.put(value, place) } }
    func encode(_ value: Int) { put { ink.put(value) } }
    func encode(_ value: Int8) { put { ink.put(value) } }
    func encode(_ value: Int16) { put { ink.put(value) } }
    func encode(_ value: Int32) { put { ink.put(value) } }
    func encode(_ value: Int64) { put { ink.put(value) } }
    func encode(_ value: UInt) { put { ink.put(value) } }
    func encode(_ value: UInt8) { put { ink.put(value) } }
    func encode(_ value: UInt16) { put { ink.put(value) } }
    func encode(_ value: UInt32) { put { ink.put(value) } }
    func encode(_ value: UInt64) { put { ink.put(value) } }

    func encode<Value: Encodable>(_ value: Value) throws {
        let start = ink.count
        if encoder.putSpecial(value) {
            encoder.note("", from: start)
        } else {
            try value.encode(to: opened())
        }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        opened().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { opened().unkeyedContainer() }

    func superEncoder() -> any Encoder { opened() }

    private func opened() -> CanonicalEncoder { encoder.open("", from: ink.count, place) }

    /// The place of an element.
    private struct Place: CodingKey {
        let intValue: Int?
        var stringValue: String { intValue.map(String.init) ?? "" }

        init(intValue: Int) { self.intValue = intValue }
        init?(stringValue: String) { nil }
    }
}

/// Writes a value that is no container.
struct SingleWriter: SingleValueEncodingContainer {
    let encoder: CanonicalEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }
    private var ink: JSONInk { encoder.ink }

    private func put(_ write: () throws -> Void) rethrows {
        let start = ink.count
        try write()
        encoder.noteWhole(from: start)
    }

    func encodeNil() { put { ink.put(plain: "null") } }
    func encode(_ value: Bool) { put { ink.put(value) } }
    func encode(_ value: String) { put { ink.put(value) } }
    func encode(_ value: Double) throws { try put { try encoder.put(value, nil) } }
    func encode(_ value: Float) throws { try put { try encoder.put(value, nil) } }
    func encode(_ value: Int) { put { ink.put(value) } }
    func encode(_ value: Int8) { put { ink.put(value) } }
    func encode(_ value: Int16) { put { ink.put(value) } }
    func encode(_ value: Int32) { put { ink.put(value) } }
    func encode(_ value: Int64) { put { ink.put(value) } }
    func encode(_ value: UInt) { put { ink.put(value) } }
    func encode(_ value: UInt8) { put { ink.put(value) } }
    func encode(_ value: UInt16) { put { ink.put(value) } }
    func encode(_ value: UInt32) { put { ink.put(value) } }
    func encode(_ value: UInt64) { put { ink.put(value) } }

    func encode<Value: Encodable>(_ value: Value) throws {
        let start = ink.count
        if encoder.putSpecial(value) {
            encoder.noteWhole(from: start)
        } else {
            try value.encode(to: encoder)
        }
    }
}
