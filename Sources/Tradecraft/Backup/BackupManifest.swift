package import Taskt

/// What a backup holds.
///
/// It stands at the end, so that a backup that was cut short has none.
package struct BackupManifest: Codable, Hashable, Sendable {
    /// The form of backups that this version writes, and the newest that it reads.
    static let currentFormat = 1
    /// The name of the manifest within the backup.
    static let name = "manifest.json"
    /// The name of the manifest's own SHA-256, which stands behind it.
    static let hashName = "manifest.sha256"

    /// A file of the backup.
    package struct Entry: Codable, Hashable, Sendable {
        /// The name within the backup.
        package let name: String
        /// The size in bytes.
        package let size: Int64
        /// The SHA-256 of the content.
        package let sha256: String
    }

    /// The form of the backup.
    package let format: Int
    /// The version that wrote it.
    package let version: String
    /// When the database was as it is in it.
    package let takenAt: Timestamp
    /// The migrations that the database has been through.
    package let schema: [String]
    /// How many documents are on record.
    package let documents: Int
    /// How many of them had not ended.
    package let unfinished: Int
    /// Documents in work whose originals were not there; they are rejected once they are worked on again.
    package let missingOriginals: [String]
    /// Results of runs that were deleted meanwhile, or were not there.
    package let missingPayloads: [String]
    /// The files, in their order.
    package let entries: [Entry]
}
