import Foundation

/// Any JSON, as a value to look into.
enum JSONTree: Decodable, Hashable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONTree])
    case object([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {  // asked in turn: what it is not is no fault
            self = .boolean(flag)
        } else if let number = try? value.decode(Double.self) {  // as above
            self = .number(number)
        } else if let text = try? value.decode(String.self) {  // as above
            self = .string(text)
        } else if let items = try? value.decode([JSONTree].self) {  // as above
            self = .array(items)
        } else {
            self = .object(try value.decode([String: JSONTree].self))
        }
    }

    /// Reads a document.
    static func reading(_ bytes: [UInt8]) throws -> JSONTree {
        try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
    }

    /// A member of an object.
    subscript(_ key: String) -> JSONTree? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The items of an array; none of anything else.
    var items: [JSONTree] {
        if case .array(let items) = self { items } else { [] }
    }

    /// The text of a string.
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of a number that is whole.
    var integer: Int? {
        if case .number(let number) = self { Int(exactly: number) } else { nil }
    }

    /// The value of a flag.
    var flag: Bool? {
        if case .boolean(let flag) = self { flag } else { nil }
    }

    /// All strings anywhere in the value, the keys of objects among them.
    var strings: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let items): items.flatMap(\.strings)
        case .object(let members): members.flatMap { [$0.key] + $0.value.strings }
        case .null, .boolean, .number: []
        }
    }
}
