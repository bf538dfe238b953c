package import GRDB
package import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Something the command line asks the daemon to do.
package struct OperatorRequest: Sendable {
    /// What is asked, and of what.
    package enum Order: Hashable, Sendable {
        /// Try a rejected or waiting document again.
        case retry(DocumentID)
        /// Stop the analysis of a document.
        case cancel(DocumentID)
        /// Analyse a document once more as another one, from a task on or from the beginning.
        case fork(DocumentID, from: TaskName?, as: DocumentID)
        /// Delete runs that have ended.
        case prune(Retention)
        /// Delete a report on a document, or all of them.
        case delete(DocumentID, version: Int?)
    }

    /// What came of a request.
    package struct Outcome: Hashable, Sendable {
        /// In a sentence.
        package let sentence: String
        /// What was deleted, where that was asked for.
        package let pruned: PruneFigures?

        init(_ sentence: String, pruned: PruneFigures? = nil) {
            self.sentence = sentence
            self.pruned = pruned
        }

        /// Whether what was asked for could not be done.
        package var isFailure: Bool { sentence.hasPrefix("failed: ") }
    }

    /// Its place among all requests.
    package let number: Int64
    /// What is asked.
    package let order: Order
    /// Who asks.
    package let cause: String

    /// Reads a row; nil where a later version wrote it.
    init?(_ row: Row) {
        guard let order = Order(row) else { return nil }
        number = row["number"]
        self.order = order
        cause = row["cause"]
    }

    /// Writes a request down, and gives its number.
    package static func insert(
        _ order: Order,
        cause: String,
        at now: Timestamp,
        into db: Database
    ) throws -> Int64 {
        var (task, newDocument, retention, version): (TaskName?, DocumentID?, Retention?, Int?)
        switch order {
        case .retry, .cancel: break
        case .fork(_, let from, let id): (task, newDocument) = (from, id)
        case .prune(let asked): retention = asked
        case .delete(_, let asked): version = asked
        }
        try db.execute(
            sql: """
                INSERT INTO request (kind, document, task, new_document, ended_before, statuses, cause, asked_at,
                    version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                order.kind, order.document?.rawValue, task?.rawValue, newDocument?.rawValue,
                retention?.endedBefore.microseconds,
                retention.map { $0.statuses.map(\.rawValue).sorted().joined(separator: ",") }, cause, now.microseconds,
                version,
            ]
        )
        let number = db.lastInsertedRowID
        try order.entry(.requested, by: AuditActor.current(), ["request": .number(Int(number))]).append(at: now, to: db)
        return number
    }

    /// Writes down what came of a request.
    static func finish(_ number: Int64, _ outcome: Outcome, at now: Timestamp, in db: Database) throws {
        try db.execute(
            sql: "UPDATE request SET done_at = ?, outcome = ?, result = ? WHERE number = ?",
            arguments: [now.microseconds, outcome.sentence, try outcome.pruned?.text, number]
        )
        try noteEnd(of: number, outcome, at: now, in: db)
    }
}

extension OperatorRequest.Order {
    /// The word for what is asked.
    package var kind: String {
        switch self {
        case .retry: "retry"
        case .cancel: "cancel"
        case .fork: "fork"
        case .prune: "prune"
        case .delete: "delete"
        }
    }

    /// The document concerned.
    package var document: DocumentID? {
        switch self {
        case .retry(let id), .cancel(let id), .fork(let id, _, _), .delete(let id, _): id
        case .prune: nil
        }
    }

    /// The document that comes of it.
    package var newDocument: DocumentID? {
        if case .fork(_, _, let id) = self { id } else { nil }
    }

    fileprivate init?(_ row: Row) {
        let document = (row["document"] as String?).flatMap(DocumentID.init(rawValue:))
        let (task, newID, before): (String?, String?, Int64?) = (row["task"], row["new_document"], row["ended_before"])
        switch (row["kind"] as String, document) {
        case ("retry", let id?): self = .retry(id)
        case ("cancel", let id?): self = .cancel(id)
        case ("fork", let id?):
            guard let newID = newID.flatMap(DocumentID.init(rawValue:)) else { return nil }
            self = .fork(id, from: task.map(TaskName.init(rawValue:)), as: newID)
        case ("delete", let id?): self = .delete(id, version: row["version"])
        case ("prune", nil):
            guard let before else { return nil }
            let statuses = (row["statuses"] as String? ?? "").split(separator: ",")
            self = .prune(
                Retention(
                    endedBefore: Timestamp(microseconds: before),
                    statuses: Set(statuses.compactMap { RunStatus(rawValue: String($0)) })
                )
            )
        default: return nil
        }
    }
}

extension OperatorRequest.Outcome {
    /// What came of the request in a row of `request`; nil while nobody has carried it out.
    init?(_ row: Row) throws {
        guard let sentence = row["outcome"] as String? else { return nil }
        self.init(sentence, pruned: try (row["result"] as String?).map(PruneFigures.init(text:)))
    }
}

/// What a deletion of runs took away.
package struct PruneFigures: Codable, Hashable, Sendable {
    /// How many runs, with their checkpoints and histories.
    package let runs: Int
    /// How many files with results that were too large for the database.
    package let payloads: Int
    /// The size of those files.
    package let payloadBytes: Int64

    init(_ report: PruneReport) {
        (runs, payloads, payloadBytes) = (report.runs, report.payloads, report.payloadBytes)
    }

    /// In a few words.
    package var sentence: String {
        let files = payloads == 0 ? "" : " and \(Shown.count(payloads, "payload file")) (\(Shown.size(payloadBytes)))"
        return "deleted \(Shown.count(runs, "run"))\(files)"
    }

    fileprivate var text: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    fileprivate init(text: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }
}
