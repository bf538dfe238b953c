import GRDB
import Taskt

extension RunQuery {
    /// The runs that the query asks for.
    func overviews(in db: Database, _ terms: TermLocks) throws -> [RunOverview] {
        var conditions: [String] = []
        var arguments: StatementArguments = []
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            conditions.append(condition)
            arguments += [value]
        }
        // With a state, the index of states is the narrower one: the plus keeps the other from being taken.
        if let workflow { require(statuses.isEmpty ? "workflow = ?" : "+workflow = ?", workflow.rawValue) }
        if statuses == Self.unfinished {
            conditions.append("ended_at IS NULL")
        } else if !statuses.isEmpty {
            let names = statuses.map(\.rawValue).sorted()
            conditions.append("status IN (\(names.map { _ in "?" }.joined(separator: ", ")))")
            arguments += StatementArguments(names)
        }
        if let createdBefore { require("created_at < ?", createdBefore.microseconds) }
        if let createdSince { require("created_at >= ?", createdSince.microseconds) }
        if let endedBefore { require("ended_at < ?", endedBefore.microseconds) }
        if let quietSince { require("updated_at < ?", quietSince.microseconds) }
        if let dueBy {
            require("(due_at IS NULL OR due_at <= ?)", dueBy.microseconds)
            if quietSince != nil { require("(retry_at IS NULL OR retry_at <= ?)", dueBy.microseconds) }
        }
        if let dueAfter { require("due_at > ?", dueAfter.microseconds) }
        if let cursor {
            switch order {
            case .newestFirst: require("number < ?", cursor)
            case .oldestFirst: require("number > ?", cursor)
            case .mostUrgentFirst, .soonestFirst: break
            }
        }
        if order == .soonestFirst { conditions.append("due_at IS NOT NULL") }
        let isScheduled = order == .soonestFirst && statuses == [.pending]
        if isScheduled { conditions.append("status = 'pending'") }
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        arguments += [max(0, limit), max(0, offset)]
        let statement = try db.cachedStatement(
            sql: """
                SELECT number, id, workflow, status, priority, created_at, 
                    CASE WHEN ended_at IS NULL THEN coalesce(retry_at, due_at) END AS next_at, updated_at, ended_at, failure, attempts, crashes, busy_us, queue_wait_us, forked_from, term
                FROM run \(isScheduled ? "INDEXED BY run_scheduled" : "") \(filter)
                ORDER BY \(order.sql) LIMIT ? OFFSET ?
                """
        )
        var owned: [Int64: Bool] = [:]
        return try Row.fetchAll(statement, arguments: arguments)
            .map { row in
                let term: Int64 = row["term"]
                let isOwned = owned[term] ?? terms.isHeld(OwnershipTerm(number: term))
                owned[term] = isOwned
                return try RunOverview(row, isOwned: isOwned)
            }
    }
}

extension RunQuery.Order {
    fileprivate var sql: String {
        switch self {
        case .newestFirst: "number DESC"
        case .oldestFirst: "number"
        case .mostUrgentFirst: "priority DESC, number"
        case .soonestFirst: "due_at"
        }
    }
}

extension RunOverview {
    fileprivate init(_ row: Row, isOwned: Bool) throws {
        let id = RunID(rawValue: row["id"])
        guard let status = RunStatus(rawValue: row["status"]) else {
            throw StoreError(.damaged, during: "list runs", runID: id, detail: "status: found an unknown value")
        }
        let (nextAt, endedAt): (Int64?, Int64?) = (row["next_at"], row["ended_at"])
        let (failure, origin): (String?, String?) = (row["failure"], row["forked_from"])
        self.init(
            number: row["number"],
            id: id,
            workflow: WorkflowID(rawValue: row["workflow"]),
            status: status,
            priority: row["priority"],
            createdAt: Timestamp(microseconds: row["created_at"]),
            dueAt: nextAt.map(Timestamp.init(microseconds:)),
            updatedAt: Timestamp(microseconds: row["updated_at"]),
            endedAt: endedAt.map(Timestamp.init(microseconds:)),
            failure: try failure.map { try StoredJSON.failure($0, id) },
            attempts: row["attempts"],
            crashes: row["crashes"],
            busy: .microseconds(row["busy_us"] as Int64),
            queueWait: .microseconds(row["queue_wait_us"] as Int64),
            forkedFrom: origin.map(RunID.init(rawValue:)),
            term: OwnershipTerm(number: row["term"]),
            isOwned: isOwned
        )
    }
}
