import GRDB
import Taskt

extension DocumentStory {
    /// A report on a document.
    package struct Report: Encodable, Hashable, Sendable {
        /// Which report on the document it is, from 1.
        package let version: Int
        /// Its folder's name in the outbox.
        package let folder: String
        /// When it was recorded.
        package let createdAt: String
        /// The version of ATT&CK that it was made with.
        package let attack: String
        /// The model that it was made with.
        package let model: String
        /// When its folder was taken out of the outbox because of its age or of the space that all take.
        package let removedAt: String?
        /// When somebody deleted it.
        package let deletedAt: String?

        /// Reads the reports on a document, oldest first.
        static func all(on document: Int64, in db: Database) throws -> [Report] {
            try Row.fetchAll(
                db,
                sql: """
                    SELECT version, folder, created_at, attack_version, model, removed_at, deleted_at FROM report
                    WHERE document = ? ORDER BY version
                    """,
                arguments: [document]
            )
            .map { row in
                let time = { (column: String) in
                    (row[column] as Int64?).map { Timestamp(microseconds: $0).description }
                }
                return Report(
                    version: row["version"],
                    folder: row["folder"],
                    createdAt: Timestamp(microseconds: row["created_at"]).description,
                    attack: row["attack_version"],
                    model: row["model"],
                    removedAt: time("removed_at"),
                    deletedAt: time("deleted_at")
                )
            }
        }
    }
}
