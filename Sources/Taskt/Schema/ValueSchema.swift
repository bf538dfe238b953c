#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a value must look like: checked on every task's input and output, on their JSON form.
///
/// The type system checks shapes; a schema checks what types cannot say: ranges, lengths, formats.
///
/// ```swift
/// let release: ValueSchema = .object([
///     "version": .string(length: 1...20),
///     "techniques": .integer(in: 1...10_000),
/// ])
/// ```
public struct ValueSchema: Sendable {
    indirect enum Rule: Sendable {
        case any
        case boolean
        case integer(ClosedRange<Int64>)
        case number(ClosedRange<Double>)
        case string(length: ClosedRange<Int>, format: StringFormat?)
        case array(ValueSchema, count: ClosedRange<Int>)
        case object([String: ValueSchema])
        case optional(ValueSchema)
    }

    let rule: Rule

    /// Anything at all.
    public static let any = ValueSchema(rule: .any)

    /// `true` or `false`.
    public static let boolean = ValueSchema(rule: .boolean)

    /// A whole number in a range.
    public static func integer(in range: ClosedRange<Int64> = Int64.min...Int64.max) -> ValueSchema {
        ValueSchema(rule: .integer(range))
    }

    /// A number in a range.
    public static func number(
        in range: ClosedRange<Double> = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    ) -> ValueSchema {
        ValueSchema(rule: .number(range))
    }

    /// A string, its length counted in Unicode scalars.
    public static func string(length: ClosedRange<Int> = 0...Int.max, format: StringFormat? = nil) -> ValueSchema {
        ValueSchema(rule: .string(length: length, format: format))
    }

    /// An array whose elements all satisfy one schema.
    public static func array(of element: ValueSchema, count: ClosedRange<Int> = 0...Int.max) -> ValueSchema {
        ValueSchema(rule: .array(element, count: count))
    }

    /// An object with at least these members; each is required unless its schema is ``optional(_:)``, and members that
    /// are not named are let through.
    public static func object(_ members: [String: ValueSchema]) -> ValueSchema {
        ValueSchema(rule: .object(members))
    }

    /// A value that may be absent or null.
    public static func optional(_ schema: ValueSchema) -> ValueSchema {
        ValueSchema(rule: .optional(schema))
    }

    /// The first violation in a value, or nil where it satisfies the schema.
    package func violation(in value: JSONValue, at path: String = "$") -> SchemaViolation? {
        func expected(_ what: String) -> SchemaViolation {
            SchemaViolation(path: path, expected: what, found: value.shown)
        }
        switch (rule, value) {
        case (.any, _), (.optional, .null), (.boolean, .boolean): return nil
        case (.optional(let schema), _): return schema.violation(in: value, at: path)
        case (.boolean, _): return expected("true or false")
        case (.integer(let range), .integer(let number)):
            return range.contains(number) ? nil : expected("a whole number in \(range)")
        case (.integer(let range), _): return expected("a whole number in \(range)")
        case (.number(let range), .integer(let number)):
            return range.contains(Double(number)) ? nil : expected("a number in \(range)")
        case (.number(let range), .number(let number)):
            return range.contains(number) ? nil : expected("a number in \(range)")
        case (.number(let range), _): return expected("a number in \(range)")
        case (.string(let length, let format), .string(let text)):
            if let format, !format.matches(text) { return expected(format.name) }
            return length.contains(text.unicodeScalars.count) ? nil : expected("\(length) characters")
        case (.string(_, let format), _): return expected(format?.name ?? "a string")
        case (.array(let schema, let count), .array(let elements)):
            guard count.contains(elements.count) else { return expected("\(count) elements") }
            for (index, element) in elements.enumerated() {
                if let violation = schema.violation(in: element, at: "\(path)[\(index)]") { return violation }
            }
            return nil
        case (.array, _): return expected("an array")
        case (.object(let schemas), .object(let members)):
            for (name, schema) in schemas.sorted(by: { $0.key < $1.key }) {
                let member = members[name] ?? .null
                if let violation = schema.violation(in: member, at: "\(path).\(name)") { return violation }
            }
            return nil
        case (.object, _): return expected("an object")
        }
    }

    var acceptsAnything: Bool {
        if case .any = rule { true } else { false }
    }

    /// The first violation in JSON text, or nil where it satisfies the schema.
    func violation(inJSON json: Data) throws -> SchemaViolation? {
        acceptsAnything ? nil : violation(in: try JSONValue(json: json))
    }
}

/// A named format of strings.
public struct StringFormat: Sendable {
    /// What the format looks like to a person, such as `T#### or T####.###`.
    public let name: String
    /// Whether a string has the format.
    public let matches: @Sendable (String) -> Bool

    /// Names a format.
    public init(_ name: String, matches: @escaping @Sendable (String) -> Bool) {
        self.name = name
        self.matches = matches
    }
}

extension StringFormat {
    /// Strings that match a regular expression from end to end.
    ///
    /// - Parameters:
    ///   - name: what the format looks like to a person.
    ///   - expression: makes the expression; called for each check, because an expression cannot be shared by tasks.
    /// - Returns: the format.
    public static func matching<Output>(
        _ name: String,
        _ expression: @escaping @Sendable () -> Regex<Output>
    ) -> StringFormat {
        StringFormat(name) { text in
            // An expression that cannot be carried out matches nothing.
            ((try? expression().wholeMatch(in: text)) ?? nil) != nil
        }
    }
}

/// Where a value breaks its schema.
public struct SchemaViolation: Hashable, Sendable, CustomStringConvertible {
    /// The place, such as `$.techniques[3].id`.
    public let path: String
    /// What was expected there.
    public let expected: String
    /// What was found.
    public let found: String

    /// The violation in one line: `$.techniques[3].id: expected T#### or T####.###, found "X1"`.
    public var description: String { "\(path): expected \(expected), found \(found)" }
}
