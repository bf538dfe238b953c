import Inbox
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Why a document has no report.
struct Rejection: Sendable {
    let code: String
    let reason: String

    init(code: String, reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The rejection of a document whose analysis an operator stopped.
    static let cancelled = Rejection(code: "cancelled", reason: "Its analysis was cancelled.")

    /// The rejection that a failed task leads to.
    init(_ failure: TaskFailure?) {
        code = failure?.code.rawValue ?? "unclassified"
        reason = failure?.message ?? "The analysis failed without giving a reason."
    }

    /// The rejection that a document's row tells of.
    init(_ record: DocumentRecord) {
        code = record.reasonCode ?? "unclassified"
        reason = record.reason ?? "The analysis failed without giving a reason."
    }

    /// The content of `<name>.reason.json`: the same at every attempt to write it.
    func file(for record: DocumentRecord) -> [UInt8] {
        let content = Content(
            version: 1,
            document: record.id.rawValue,
            name: record.path.description,
            size: record.identity.size,
            code: code,
            reason: reason,
            rejectedAt: record.endedAt?.description
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(content)) + [UInt8(ascii: "\n")]
        } catch {
            preconditionFailure("a reason cannot be written as JSON: \(error)")
        }
    }

    private struct Content: Encodable {
        let version: Int
        let document: String
        let name: String
        let size: Int64
        let code: String
        let reason: String
        let rejectedAt: String?
    }
}
