#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What one task gives to those that need it: its recorded form and, while the process that made it lives, the value.
struct PassedValue: Sendable {
    /// The value as JSON, as it is recorded.
    let json: Data
    /// The value itself; nil where it was read back from the store.
    let live: (any Sendable)?
    /// Why the recorded form cannot be read; nil where it can.
    let defect: String?

    init(json: Data, live: (any Sendable)? = nil, defect: String? = nil) {
        self.json = json
        self.live = live
        self.defect = defect
    }

    /// The value of a recorded result.
    init(_ checkpoint: Checkpoint) { self.init(json: checkpoint.output, defect: checkpoint.defect) }

    /// The value as a type.
    func read<Value: Decodable>(as type: Value.Type) throws -> Value {
        if let value = live as? Value { return value }
        if let defect { throw ContractFailure(.unreadableResult, defect) }
        do {
            return try JSONDecoder().decode(type, from: json)
        } catch let error as DecodingError {
            throw ContractFailure(.invalidInput, "\(error.path): \(error.expectation)")
        }
    }
}

/// Turns a body's result into its recorded form.
///
/// A live value is handed on only where its type is known to survive its own coding: the first result of a task in a
/// process is read back and written again, and must come out the same but for the order of arrays.
final class ResultCoder<Value: Codable & Sendable>: Sendable {
    private let isProven = Flag()

    func encode(_ value: Value) throws -> PassedValue {
        let json: Data
        do {
            json = try CanonicalJSON.encode(value)
        } catch {
            throw ContractFailure(.invalidOutput, "the output cannot be written as JSON: \(error.shown)")
        }
        if !isProven.isSet {
            try prove(json)
            isProven.set()
        }
        return PassedValue(json: json, live: value)
    }

    private func prove(_ json: Data) throws {
        do {
            let copy = try CanonicalJSON.encode(JSONDecoder().decode(Value.self, from: json))
            // A set, or a dictionary whose keys are no strings, comes in another order each time it is made.
            let isSame = try copy == json || JSONValue(json: copy).unordered == JSONValue(json: json).unordered
            guard isSame else {
                throw ContractFailure(.invalidOutput, "\(Value.self) read back from its JSON is not what was written")
            }
        } catch let error as DecodingError {
            throw ContractFailure(
                .invalidOutput,
                "\(Value.self) cannot be read back from its JSON: \(error.path): \(error.expectation)"
            )
        }
    }
}

extension Error {
    /// The error in words that hold none of the data.
    var shown: String {
        guard let error = self as? EncodingError, case .invalidValue(let value, let context) = error else {
            return "\(self)"
        }
        let path = context.codingPath.reduce("$") { path, key in
            if let index = key.intValue { "\(path)[\(index)]" } else { "\(path).\(key.stringValue)" }
        }
        return "\(path): expected a value that JSON can hold, found one of \(type(of: value))"
    }
}
