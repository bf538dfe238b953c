package import GRDB
package import Taskt

/// Something the command line asks the daemon to do.
package struct OperatorRequest: Sendable {
    /// What is asked.
    package enum Kind: String, Sendable {
        /// Try a rejected or waiting document again.
        case retry
        /// Stop the analysis of a document.
        case cancel
    }

    let number: Int64
    /// What is asked.
    package let kind: Kind
    /// The document concerned.
    package let document: DocumentID
    /// Who asks.
    package let cause: String

    init?(_ row: Row) {
        guard let kind = Kind(rawValue: row["kind"]), let document = DocumentID(rawValue: row["document"]) else {
            return nil
        }
        number = row["number"]
        self.kind = kind
        self.document = document
        cause = row["cause"]
    }

    /// Writes a request down.
    package static func insert(
        _ kind: Kind,
        _ document: DocumentID,
        cause: String,
        at now: Timestamp,
        into db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO request (kind, document, cause, asked_at) VALUES (?, ?, ?, ?)",
            arguments: [kind.rawValue, document.rawValue, cause, now.microseconds]
        )
    }
}
