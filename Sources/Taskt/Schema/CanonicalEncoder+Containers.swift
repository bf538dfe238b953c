#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes the members of an object.
struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: CanonicalEncoder
    let container: CanonicalEncoder.Container

    var codingPath: [any CodingKey] { encoder.codingPath }
    private var ink: CanonicalEncoder.Ink { encoder.ink }

    private func put(_ range: Range<Int>, _ key: Key) { put(.scalar(range), key.stringValue) }

    private func put(_ node: CanonicalEncoder.Node, _ key: String) {
        container.keys?.append(key)
        container.nodes.append(node)
    }

    func encodeNil(forKey key: Key) { put(ink.write(plain: "null"), key) }
    func encode(_ value: Bool, forKey key: Key) { put(ink.write(plain: value ? "true" : "false"), key) }
    func encode(_ value: String, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: Double, forKey key: Key) throws { put(try ink.write(value, codingPath + [key]), key) }
    func encode(_ value: Float, forKey key: Key) throws { put(try ink.write(value, codingPath + [key]), key) }
    func encode(_ value: Int, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: Int8, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: Int16, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: Int32, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: Int64, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: UInt, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: UInt8, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: UInt16, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: UInt32, forKey key: Key) { put(ink.write(value), key) }
    func encode(_ value: UInt64, forKey key: Key) { put(ink.write(value), key) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        put(try encoder.write(value, key: key), key.stringValue)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nested(key, key.stringValue).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nested(key, key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { nested(nil, "super") }

    func superEncoder(forKey key: Key) -> any Encoder { nested(key, key.stringValue) }

    private func nested(_ key: Key?, _ name: String) -> CanonicalEncoder {
        let nested = CanonicalEncoder(ink: ink, parent: encoder, key: key)
        put(.encoder(nested), name)
        return nested
    }
}

/// Writes the elements of an array.
struct UnkeyedWriter: UnkeyedEncodingContainer {
    let encoder: CanonicalEncoder
    let container: CanonicalEncoder.Container

    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { container.nodes.count }
    private var ink: CanonicalEncoder.Ink { encoder.ink }
    private var place: Place { Place(intValue: count) }

    private func put(_ range: Range<Int>) { container.nodes.append(.scalar(range)) }

    func encodeNil() { put(ink.write(plain: "null")) }
    func encode(_ value: Bool) { put(ink.write(plain: value ? "true" : "false")) }
    func encode(_ value: String) { put(ink.write(value)) }
    func encode(_ value: Double) throws { put(try ink.write(value, codingPath + [place])) }
    func encode(_ value: Float) throws { put(try ink.write(value, codingPath + [place])) }
    func encode(_ value: Int) { put(ink.write(value)) }
    func encode(_ value: Int8) { put(ink.write(value)) }
    func encode(_ value: Int16) { put(ink.write(value)) }
    func encode(_ value: Int32) { put(ink.write(value)) }
    func encode(_ value: Int64) { put(ink.write(value)) }
    func encode(_ value: UInt) { put(ink.write(value)) }
    func encode(_ value: UInt8) { put(ink.write(value)) }
    func encode(_ value: UInt16) { put(ink.write(value)) }
    func encode(_ value: UInt32) { put(ink.write(value)) }
    func encode(_ value: UInt64) { put(ink.write(value)) }

    func encode<Value: Encodable>(_ value: Value) throws {
        container.nodes.append(try encoder.write(value, key: place))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        nested().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }

    func superEncoder() -> any Encoder { nested() }

    private func nested() -> CanonicalEncoder {
        let nested = CanonicalEncoder(ink: ink, parent: encoder, key: place)
        container.nodes.append(.encoder(nested))
        return nested
    }

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
    private var ink: CanonicalEncoder.Ink { encoder.ink }

    private func put(_ range: Range<Int>) { encoder.put(range) }

    func encodeNil() { put(ink.write(plain: "null")) }
    func encode(_ value: Bool) { put(ink.write(plain: value ? "true" : "false")) }
    func encode(_ value: String) { put(ink.write(value)) }
    func encode(_ value: Double) throws { put(try ink.write(value, codingPath)) }
    func encode(_ value: Float) throws { put(try ink.write(value, codingPath)) }
    func encode(_ value: Int) { put(ink.write(value)) }
    func encode(_ value: Int8) { put(ink.write(value)) }
    func encode(_ value: Int16) { put(ink.write(value)) }
    func encode(_ value: Int32) { put(ink.write(value)) }
    func encode(_ value: Int64) { put(ink.write(value)) }
    func encode(_ value: UInt) { put(ink.write(value)) }
    func encode(_ value: UInt8) { put(ink.write(value)) }
    func encode(_ value: UInt16) { put(ink.write(value)) }
    func encode(_ value: UInt32) { put(ink.write(value)) }
    func encode(_ value: UInt64) { put(ink.write(value)) }

    func encode<Value: Encodable>(_ value: Value) throws {
        if let scalar = try encoder.scalar(value) { put(scalar) } else { try value.encode(to: encoder) }
    }
}
