import GRDB
import Taskt

extension OperatorRequest.Order {
    /// The entry of the audit trail on a request.
    func entry(_ action: AuditAction, by actor: String, _ detail: [String: AuditValue]) -> AuditEntry {
        var detail = detail
        detail["what"] = .text(kind)
        if let newDocument { detail["as"] = .text(newDocument.rawValue) }
        if case .prune(let retention) = self { detail["endedBefore"] = "\(retention.endedBefore)" }
        if case .delete(_, let version?) = self { detail["version"] = .number(version) }
        return AuditEntry(action, of: document?.rawValue, by: actor, detail)
    }
}

extension OperatorRequest {
    /// Appends to the audit trail what came of a request, and on whose behalf.
    static func noteEnd(of number: Int64, _ outcome: Outcome, at now: Timestamp, in db: Database) throws {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM request WHERE number = ?", arguments: [number])
        guard let request = row.flatMap(OperatorRequest.init) else { return }
        let detail: [String: AuditValue] = [
            "request": .number(Int(number)), "cause": .text(request.cause), "outcome": .text(outcome.sentence),
        ]
        try request.order.entry(.carriedOut, by: AuditActor.daemon, detail).append(at: now, to: db)
    }
}
