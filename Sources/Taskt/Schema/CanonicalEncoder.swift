#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes a value as JSON (RFC 8259) with sorted keys, in one pass over the value and one over its shape.
///
/// What `JSONDecoder` reads back with its default strategies, for a fifth of the processor time of `JSONEncoder`,
/// which is the largest single cost of a small task. Scalars are written where they are met; containers, which may be
/// written to out of turn, are kept as lists of where their parts are, and put in order at the end.
final class CanonicalEncoder: Encoder {
    /// Where the text of scalars is written.
    final class Ink {
        var bytes: [UInt8] = []
    }

    /// An object or an array that is being written.
    final class Container {
        var keys: [String]?
        var nodes: [Node] = []

        init(isObject: Bool) { keys = isObject ? [] : nil }
    }

    /// A part of a container.
    enum Node {
        case scalar(Range<Int>)
        case container(Container)
        case encoder(CanonicalEncoder)
    }

    let ink: Ink
    private let parent: CanonicalEncoder?
    private let key: (any CodingKey)?
    private(set) var node: Node?

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    var codingPath: [any CodingKey] {
        var path = parent?.codingPath ?? []
        if let key { path.append(key) }
        return path
    }

    init(ink: Ink = Ink(), parent: CanonicalEncoder? = nil, key: (any CodingKey)? = nil) {
        self.ink = ink
        self.parent = parent
        self.key = key
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedWriter<Key>(encoder: self, container: opened(isObject: true)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedWriter(encoder: self, container: opened(isObject: false))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleWriter(encoder: self) }

    /// The JSON of what was encoded; nil where nothing was.
    func text() -> Data? {
        guard let node else { return nil }
        let text = Ink()
        text.bytes.reserveCapacity(ink.bytes.count * 3 / 2 + 64)
        ink.bytes.withUnsafeBufferPointer { Self.write(node, $0, to: text) }
        return Data(text.bytes)
    }

    /// Writes a value as a part of a container.
    func write<Value: Encodable>(_ value: Value, key: (any CodingKey)?) throws -> Node {
        if let scalar = try scalar(value) { return .scalar(scalar) }
        let encoder = CanonicalEncoder(ink: ink, parent: self, key: key)
        try value.encode(to: encoder)
        return encoder.node ?? .container(Container(isObject: true))
    }

    /// Writes the types whose JSON form is not the one that their own `encode(to:)` gives.
    func scalar<Value: Encodable>(_ value: Value) throws -> Range<Int>? {
        if Value.self == String.self, let text = value as? String { return ink.write(text) }
        if Value.self == Data.self, let data = value as? Data { return ink.write(data.base64EncodedString()) }
        if Value.self == URL.self, let url = value as? URL { return ink.write(url.absoluteString) }
        if Value.self == Decimal.self, let decimal = value as? Decimal { return ink.write(plain: "\(decimal)") }
        return nil
    }

    /// Takes a scalar as the whole value.
    func put(_ range: Range<Int>) { node = .scalar(range) }

    private func opened(isObject: Bool) -> Container {
        // A value that asks for its container twice, as a subclass does, goes on with the one it has.
        if case .container(let container) = node { return container }
        let container = Container(isObject: isObject)
        node = .container(container)
        return container
    }

    private static func write(_ node: Node, _ ink: UnsafeBufferPointer<UInt8>, to text: Ink) {
        switch node {
        case .scalar(let range): text.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: ink[range]))
        case .encoder(let encoder): write(encoder.node ?? .container(Container(isObject: true)), ink, to: text)
        case .container(let container):
            guard let keys = container.keys else {
                text.bytes.append(UInt8(ascii: "["))
                for (index, node) in container.nodes.enumerated() {
                    if index > 0 { text.bytes.append(UInt8(ascii: ",")) }
                    write(node, ink, to: text)
                }
                text.bytes.append(UInt8(ascii: "]"))
                return
            }
            text.bytes.append(UInt8(ascii: "{"))
            for (place, index) in order(of: keys).enumerated() {
                if place > 0 { text.bytes.append(UInt8(ascii: ",")) }
                _ = text.write(keys[index])
                text.bytes.append(UInt8(ascii: ":"))
                write(container.nodes[index], ink, to: text)
            }
            text.bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The places of keys in the order of their UTF-8; of a key that was written twice the last.
    private static func order(of keys: [String]) -> [Int] {
        func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
        var order = Array(keys.indices)
        let isSorted = zip(keys, keys.dropFirst()).allSatisfy { precedes($0, $1) }
        if isSorted { return order }
        order.sort { keys[$0] == keys[$1] ? $0 < $1 : precedes(keys[$0], keys[$1]) }
        return order.enumerated()
            .filter { place, index in place + 1 == order.count || keys[order[place + 1]] != keys[index] }
            .map(\.element)
    }
}

extension CanonicalEncoder.Ink {
    func write(plain text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return start..<bytes.count
    }

    func write(_ value: some BinaryInteger) -> Range<Int> { write(plain: String(value)) }

    /// Writes a number; JSON has none that is not finite.
    func write(
        _ value: some BinaryFloatingPoint & CustomStringConvertible & Encodable,
        _ path: @autoclosure () -> [any CodingKey]
    ) throws -> Range<Int> {
        guard value.isFinite else {
            let context = EncodingError.Context(codingPath: path(), debugDescription: "JSON has no \(value)")
            throw EncodingError.invalidValue(value, context)
        }
        let text = value.description
        return write(plain: text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }

    /// Writes a string in quotes, escaped as RFC 8259 section 7 requires and no further.
    func write(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var from = 0
            for index in utf8.indices where Self.isEscaped(utf8[index]) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[from..<index]))
                escape(utf8[index])
                from = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[from...]))
        }
        bytes.append(UInt8(ascii: "\""))
        return start..<bytes.count
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
