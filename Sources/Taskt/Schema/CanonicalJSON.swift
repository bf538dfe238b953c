#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// The one form in which inputs and results are stored: keys sorted, so that equal values are equal bytes.
package enum CanonicalJSON {
    /// Writes a value.
    package static func encode<Value: Encodable>(_ value: Value) throws -> Data {
        let encoder = CanonicalEncoder()
        var container = encoder.singleValueContainer()
        try container.encode(value)
        guard let text = encoder.text() else {
            let context = EncodingError.Context(codingPath: [], debugDescription: "the value encodes nothing")
            throw EncodingError.invalidValue(value, context)
        }
        return text
    }

    /// Joins several JSON texts into one array.
    static func array(_ elements: [Data]) -> Data {
        var text = Data("[".utf8)
        for (index, element) in elements.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text.append(element)
        }
        text.append(UInt8(ascii: "]"))
        return text
    }
}

extension DecodingError {
    /// The place of the error, such as `$.techniques[3].id`.
    var path: String {
        let keys: [any CodingKey] =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                context.codingPath
            case .keyNotFound(let key, let context): context.codingPath + [key]
            @unknown default: []
            }
        return keys.reduce("$") { path, key in
            if let index = key.intValue { "\(path)[\(index)]" } else { "\(path).\(key.stringValue)" }
        }
    }

    /// What was expected there; never a piece of the data.
    var expectation: String {
        switch self {
        case .typeMismatch(let type, _): "expected \(type)"
        case .valueNotFound(let type, _): "expected \(type), found null"
        case .keyNotFound: "expected a value, found none"
        case .dataCorrupted: "expected valid JSON of the declared type"
        @unknown default: "cannot be decoded"
        }
    }
}
