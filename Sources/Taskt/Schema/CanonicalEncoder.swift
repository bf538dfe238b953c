#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes a value as JSON with sorted keys: byte for byte what `JSONEncoder` writes with `sortedKeys` and
/// `withoutEscapingSlashes`, and what `JSONDecoder` reads back, for a third of the processor time.
///
/// Scalars are written, with their keys, where they are met. Containers, which may be written to out of turn, are kept
/// as lists of where their parts are, and put in order at the end.
final class CanonicalEncoder: Encoder {
    /// What was encoded so far.
    enum Form {
        case nothing
        case scalar
        case object
        case array
    }

    /// A part: a piece of the ink, and what stands behind it.
    struct Part {
        let key: String
        let ink: Range<Int>
        let value: CanonicalEncoder?
    }

    let ink: JSONInk
    @exclusivity(unchecked) private var form = Form.nothing
    @exclusivity(unchecked) private(set) var parts: [Part] = []
    private unowned let parent: CanonicalEncoder?
    private let key: (any CodingKey)?

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    var codingPath: [any CodingKey] {
        var path = parent?.codingPath ?? []
        if let key { path.append(key) }
        return path
    }

    init(ink: JSONInk = JSONInk(), parent: CanonicalEncoder? = nil, key: (any CodingKey)? = nil) {
        self.ink = ink
        self.parent = parent
        self.key = key
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if parts.isEmpty { parts.reserveCapacity(4) }
        form = .object
        return KeyedEncodingContainer(KeyedWriter<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        form = .array
        return UnkeyedWriter(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleWriter(encoder: self) }

    /// The JSON of what was encoded; nil where nothing was.
    func text() -> Data? {
        if form == .nothing { return nil }
        let text = JSONInk(capacity: ink.count * 3 / 2)
        write(to: text)
        return Data(bytes: text.base, count: text.count)
    }

    /// Notes that a part was written: the ink from `start` on.
    func note(_ key: String, from start: Int) {
        parts.append(Part(key: key, ink: start..<ink.count, value: nil))
    }

    /// Notes that the whole value was written: the ink from `start` on.
    func noteWhole(from start: Int) {
        form = .scalar
        parts = [Part(key: "", ink: start..<ink.count, value: nil)]
    }

    /// Makes room for a part that is written later; its key, where it has one, is the ink from `start` on.
    func open(_ name: String, from start: Int, _ key: (any CodingKey)?) -> CanonicalEncoder {
        let value = CanonicalEncoder(ink: ink, parent: self, key: key)
        parts.append(Part(key: name, ink: start..<ink.count, value: value))
        return value
    }

    /// Writes a value whose type has a form of its own in JSON, other than the one its `encode(to:)` gives.
    ///
    /// - Returns: whether it was one.
    func putSpecial<Value: Encodable>(_ value: Value) -> Bool {
        if Value.self == String.self, let text = value as? String {
            ink.put(text)
        } else if Value.self == Data.self, let data = value as? Data {
            ink.put(data.base64EncodedString())
        } else if Value.self == URL.self, let url = value as? URL {
            ink.put(url.absoluteString)
        } else if Value.self == Decimal.self, let decimal = value as? Decimal {
            ink.put(plain: "\(decimal)")
        } else {
            return false
        }
        return true
    }

    /// Writes a number, of which JSON has none that is not finite.
    func put<Value: BinaryFloatingPoint & CustomStringConvertible>(_ value: Value, _ key: (any CodingKey)?) throws {
        guard value.isFinite else {
            let path = codingPath + (key.map { [$0] } ?? [])
            let context = EncodingError.Context(codingPath: path, debugDescription: "JSON has no \(value)")
            throw EncodingError.invalidValue(value, context)
        }
        ink.put(value)
    }

    private func write(to text: JSONInk) {
        switch form {
        case .nothing: text.put(plain: "{}")
        case .scalar: write(parts, to: text)
        case .array:
            text.put(UInt8(ascii: "["))
            write(parts, to: text)
            text.put(UInt8(ascii: "]"))
        case .object:
            text.put(UInt8(ascii: "{"))
            write(sortedParts, to: text)
            text.put(UInt8(ascii: "}"))
        }
    }

    private func write(_ parts: [Part], to text: JSONInk) {
        for (index, part) in parts.enumerated() {
            if index > 0 { text.put(UInt8(ascii: ",")) }
            text.put(ink.base + part.ink.lowerBound, part.ink.count)
            part.value?.write(to: text)
        }
    }

    /// The members in the order of their keys; of one that was written twice the last.
    private var sortedParts: [Part] {
        if zip(parts, parts.dropFirst()).allSatisfy({ $0.key < $1.key }) { return parts }
        let order = parts.indices.sorted { left, right in
            parts[left].key == parts[right].key ? left < right : parts[left].key < parts[right].key
        }
        return order.enumerated()
            .filter { place, index in place + 1 == order.count || parts[order[place + 1]].key != parts[index].key }
            .map { parts[$0.element] }
    }
}
