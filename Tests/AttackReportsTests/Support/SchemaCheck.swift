/// As much of JSON Schema 2020-12 as our schema uses; a keyword that this does not know is a fault of its own.
struct SchemaCheck {
    private static let annotations: Set<String> = ["$schema", "$id", "$defs", "title", "description"]

    private let root: JSONTree
    /// What does not hold, each with where it does not.
    private(set) var faults: [String] = []

    /// Checks a document against a schema.
    init(_ document: JSONTree, against schema: JSONTree) {
        root = schema
        check(document, schema, at: "$")
    }

    private mutating func check(_ value: JSONTree, _ schema: JSONTree, at path: String) {
        guard case .object(let keywords) = schema else {
            faults.append("\(path): the schema is no object")
            return
        }
        for (keyword, argument) in keywords where !Self.annotations.contains(keyword) {
            if !holds(keyword, argument, keywords, value, at: path) {
                faults.append("\(path): \(keyword) does not hold")
            }
        }
    }

    private mutating func holds(
        _ keyword: String,
        _ argument: JSONTree,
        _ keywords: [String: JSONTree],
        _ value: JSONTree,
        at path: String
    ) -> Bool {
        switch keyword {
        case "$ref":
            let name = argument.text.map { String($0.dropFirst("#/$defs/".count)) } ?? ""
            guard let target = root["$defs"]?[name] else { return false }
            check(value, target, at: path)
        case "type": return argument.text.map { Self.isOf($0, value) } ?? false
        case "const": return value == argument
        case "enum": return argument.items.contains(value)
        case "minimum": return Self.compare(value, argument) { $0 >= $1 }
        case "maximum": return Self.compare(value, argument) { $0 <= $1 }
        case "minLength": return (value.text?.unicodeScalars.count ?? .max) >= argument.integer ?? 0
        case "pattern": return Self.matches(value, argument)
        case "format": return argument == .string("date-time")
        case "required":
            guard case .object(let members) = value else { return true }
            return argument.items.allSatisfy { $0.text.map { members[$0] != nil } ?? false }
        case "items":
            for (index, item) in value.items.enumerated() {
                check(item, argument, at: "\(path)[\(index)]")
            }
        case "properties":
            guard case .object(let members) = value else { return true }
            for (name, member) in members {
                if let schema = argument[name] {
                    check(member, schema, at: "\(path).\(name)")
                }
            }
        case "additionalProperties":
            guard case .object(let members) = value, argument == .boolean(false) else { return false }
            return members.keys.allSatisfy { keywords["properties"]?[$0] != nil }
        default: return false
        }
        return true
    }

    private static func isOf(_ type: String, _ value: JSONTree) -> Bool {
        switch (type, value) {
        case ("string", .string), ("number", .number), ("boolean", .boolean), ("array", .array), ("object", .object):
            true
        case ("integer", .number(let number)): Int(exactly: number) != nil
        default: false
        }
    }

    private static func compare(_ value: JSONTree, _ limit: JSONTree, _ isWithin: (Double, Double) -> Bool) -> Bool {
        guard case .number(let number) = value, case .number(let limit) = limit else { return true }
        return isWithin(number, limit)
    }

    private static func matches(_ value: JSONTree, _ pattern: JSONTree) -> Bool {
        guard let text = value.text else { return true }
        // A pattern that cannot be read is a fault of the schema, which is what "does not hold" says.
        guard let pattern = pattern.text, let regex = try? Regex(pattern) else { return false }
        return text.firstMatch(of: regex) != nil
    }
}
