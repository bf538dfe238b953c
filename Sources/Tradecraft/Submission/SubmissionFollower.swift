import GRDB
import Inbox
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Finds out what became of a file that was put into the inbox.
package final class SubmissionFollower: Sendable {
    private let state: StateFolder
    /// The database, once it is there.
    private let database: Mutex<QueryDatabase?>
    /// The last document there was before the file was put there: the file's is a later one.
    private let before: Int64

    /// A follower; made before the file is put into the inbox.
    ///
    /// - Throws: ``StartupError`` where there is a database that cannot be read.
    package init(_ state: StateFolder) throws(StartupError) {
        self.state = state
        let database = try Self.open(state)
        before =
            try database?
            .read("find last document") { db in
                try Int64.fetchOne(db, sql: "SELECT max(number) FROM document") ?? 0
            } ?? 0
        self.database = Mutex(database)
    }

    /// The document that a file has become; nil where it has not been found settled yet.
    package func document(of submission: Submission) throws(StartupError) -> DocumentSummary? {
        guard let database = try opened() else { return nil }
        let identity = submission.identity
        return try database.read("find document") { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(DocumentSummary.columns) FROM document d
                    WHERE d.number > ? AND d.inode = ? AND d.device = ? AND d.path = ? AND d.modified_s = ?
                        AND d.modified_ns = ? AND d.forked_from IS NULL
                    ORDER BY d.number DESC LIMIT 1
                    """,
                arguments: [
                    before, Int64(bitPattern: identity.inode), Int64(bitPattern: identity.device),
                    Data(submission.name.bytes), identity.modified.seconds, identity.modified.nanoseconds,
                ]
            )
            .map(DocumentSummary.init)
        }
    }

    /// The documents that a document held, those in them included.
    package func members(of document: DocumentSummary) throws(StartupError) -> [DocumentSummary] {
        guard document.state == "unpacked", let database = try opened() else { return [] }
        return try database.read("list members") { db in
            try Row.fetchAll(
                db,
                sql: """
                    WITH RECURSIVE inner_document (id) AS (
                        SELECT id FROM document WHERE parent = ?
                        UNION SELECT d.id FROM document d JOIN inner_document i ON d.parent = i.id)
                    SELECT \(DocumentSummary.columns) FROM document d
                    WHERE d.id IN (SELECT id FROM inner_document) ORDER BY d.number
                    """,
                arguments: [document.id]
            )
            .map(DocumentSummary.init)
        }
    }

    private func opened() throws(StartupError) -> QueryDatabase? {
        if let database = database.withLock({ $0 }) { return database }
        let opened = try Self.open(state)
        database.withLock { $0 = opened }
        return opened
    }

    /// The database; nil where there is none yet, or where a daemon is just making it.
    private static func open(_ state: StateFolder) throws(StartupError) -> QueryDatabase? {
        do throws(StartupError) {
            return try QueryDatabase(state)
        } catch {
            guard error.exitCode == .unavailable || error.exitCode == .tryAgain else { throw error }
            return nil
        }
    }
}
