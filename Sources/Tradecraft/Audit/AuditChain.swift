import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The chain that makes tampering with the audit trail visible: each row's hash covers the row and the hash before it.
///
/// A hash is the SHA-256 of the hash before it, in 64 hexadecimal digits, and behind it the row's number, time in
/// microseconds, actor, action, kind, subject and detail, each as `<length in bytes>:<text>,`. The first row's
/// predecessor is all zeros. Rows cut off at the end leave a sound chain: who keeps the last hash elsewhere sees that too.
enum AuditChain {
    /// What the first row is chained to.
    static let start = Data(repeating: 0, count: 32)

    static func hash(of row: AuditRow, after previous: Data) -> Data {
        var text = previous.hexadecimal
        let fields = [
            "\(row.number)", "\(row.at.microseconds)", row.actor, row.action, row.kind, row.subject ?? "", row.detail,
        ]
        for field in fields { text += "\(field.utf8.count):\(field)," }
        var hash = SHA256()
        text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
        return Data(hash.digest())
    }
}

/// A row of the audit trail, as it is hashed.
struct AuditRow: Hashable, Sendable {
    let number: Int64
    let at: Timestamp
    let actor: String
    let action: String
    let kind: String
    let subject: String?
    let detail: String

    init(number: Int64, at: Timestamp, _ entry: AuditEntry) {
        self.number = number
        self.at = at
        actor = entry.actor
        action = entry.action.rawValue
        kind = entry.action.kind
        subject = entry.subject
        detail = entry.detail.json
    }
}

extension Data {
    /// The bytes in lower-case hexadecimal.
    var hexadecimal: String { SHA256.hexadecimal(self) }
}
