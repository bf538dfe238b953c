package import GRDB
package import Taskt

/// Something that changed, for the audit trail: who did what to which thing.
///
/// What is claimed and what is put away is not among it: both stand in the document's own row, with their times and
/// places, and a row each would make the trail three times as large.
package struct AuditEntry: Hashable, Sendable {
    /// What was done.
    package let action: AuditAction
    /// What it was done to; nil where that is the installation as a whole.
    package let subject: String?
    /// Who did it: `daemon`, or a user as ``AuditActor/current()`` names one.
    package let actor: String
    /// What else there is to know: names, numbers and codes, never text of documents.
    package let detail: [String: AuditValue]

    /// Something that was done.
    package init(
        _ action: AuditAction,
        of subject: String? = nil,
        by actor: String = AuditActor.daemon,
        _ detail: [String: AuditValue] = [:]
    ) {
        self.action = action
        self.subject = subject
        self.actor = actor
        self.detail = detail
    }

    /// Something that was done to a document.
    init(
        _ action: AuditAction,
        of document: DocumentID,
        by actor: String = AuditActor.daemon,
        _ detail: [String: AuditValue] = [:]
    ) {
        self.init(action, of: document.rawValue, by: actor, detail)
    }

    /// Appends it to the trail, in the transaction of the change that it tells of.
    ///
    /// Cost: a look at the last row, a hash of some two hundred bytes and an insert.
    package func append(at now: Timestamp, to db: Database) throws {
        let last = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")
        )
        let number = (last?["number"] as Int64? ?? 0) + 1
        let row = AuditRow(number: number, at: now, self)
        let hash = AuditChain.hash(of: row, after: last.map { $0["hash"] } ?? AuditChain.start)
        try db.cachedStatement(
            sql: """
                INSERT INTO audit (number, at, actor, action, kind, subject, detail, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        .execute(arguments: [
            number, now.microseconds, row.actor, row.action, row.kind, row.subject, row.detail, hash,
        ])
    }
}

/// A fact beside an entry of the audit trail.
package enum AuditValue: Hashable, Sendable, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    /// A name, a code, a sentence.
    case text(String)
    /// A count.
    case number(Int)
    /// Whether something is so.
    case flag(Bool)

    /// A text.
    package init(stringLiteral value: String) { self = .text(value) }
    /// A count.
    package init(integerLiteral value: Int) { self = .number(value) }
    /// Whether something is so.
    package init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension [String: AuditValue] {
    /// The facts as JSON, in the order of their names: the same facts give the same bytes.
    var json: String {
        var text = "{"
        for (index, fact) in sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { text += "," }
            text.appendJSON(fact.key)
            text += ":"
            switch fact.value {
            case .text(let value): text.appendJSON(value)
            case .number(let value): text += "\(value)"
            case .flag(let value): text += "\(value)"
            }
        }
        return text + "}"
    }
}
