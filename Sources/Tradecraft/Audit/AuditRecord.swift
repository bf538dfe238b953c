import GRDB
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An entry of the audit trail, as it is listed and exported.
package struct AuditRecord: Encodable, Hashable, Sendable {
    /// Its place in the trail, from 1.
    package let number: Int64
    /// When.
    package let at: String
    /// When, in microseconds since 1970: what is hashed.
    package let atMicroseconds: Int64
    /// Who.
    package let actor: String
    /// What was done.
    package let action: String
    /// To what kind of thing.
    package let kind: String
    /// To which one.
    package let subject: String?
    /// What else there is to know, a JSON object.
    package let detail: String
    /// The hash of the row and the one before it, in hexadecimal.
    package let hash: String

    init(_ row: Row) {
        number = row["number"]
        atMicroseconds = row["at"]
        at = Timestamp(microseconds: row["at"]).description
        actor = row["actor"]
        action = row["action"]
        kind = row["kind"]
        subject = row["subject"]
        detail = row["detail"]
        hash = (row["hash"] as Data).hexadecimal
    }

    /// The entry in a line for people: who, what, and the facts.
    package var sentence: String {
        "\(action)\(subject.map { " \($0)" } ?? "") by \(actor)\(facts.isEmpty ? "" : ": \(facts)")"
    }

    /// The facts of the detail for people: `name value, name value`.
    package var facts: String {
        // A detail that is no JSON is not of ours: then it is shown as it stands.
        guard let object = try? JSONDecoder().decode([String: Fact].self, from: Data(detail.utf8)) else {
            return detail
        }
        return object.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }.joined(separator: ", ")
    }

    private struct Fact: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            // Each kind is tried; what is none of them is no detail of ours.
            if let flag = try? container.decode(Bool.self) {
                text = "\(flag)"
            } else if let number = try? container.decode(Int.self) {
                text = "\(number)"
            } else {
                text = try container.decode(String.self)
            }
        }
    }
}

/// What a check of the audit trail finds.
package struct AuditVerdict: Encodable, Hashable, Sendable {
    /// How many rows there are.
    package let rows: Int
    /// The last row's number; 0 without rows.
    package let lastNumber: Int64
    /// The last row's hash: kept elsewhere, it shows when rows are cut off.
    package let lastHash: String
    /// The first rows that are not as they were written, or are missing, in a sentence each.
    package let faults: [String]
}
