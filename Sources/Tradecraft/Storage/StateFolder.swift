package import Inbox
package import Taskt
package import TasktSQLite

/// The state directory: where everything is, and the sole right to it.
package struct StateFolder: Sendable {
    /// The directory.
    package let path: SystemPath

    /// A state directory at a path.
    package init(_ path: SystemPath) { self.path = path }

    /// The database file.
    package var database: SystemPath { path.appending("tradecraft.sqlite") }
    /// Where claimed documents are.
    package var spool: SystemPath { path.appending("spool") }
    /// Where releases of ATT&CK and their models are, by content hash.
    package var attack: SystemPath { path.appending("attack") }
    /// Where the metrics log is, a file a day.
    package var logs: SystemPath { path.appending("logs") }
    /// A file whose change tells the daemon to look for requests.
    package var doorbell: SystemPath { path.appending("requests") }

    /// Opens the database for writing.
    ///
    /// - Parameter onCommit: told of every commit, on the thread that made it.
    /// - Returns: the open database.
    /// - Throws: `cannotOpen` on a network file system, where SQLite's locks cannot be relied on; or what the store
    ///   reports.
    package func openDatabase(
        onCommit: (@Sendable (CommitReport) -> Void)? = nil
    ) throws(StoreError) -> WorkflowDatabase {
        let network: String?
        do throws(InboxError) {
            network = try networkFileSystemName(of: path)
        } catch {
            throw StoreError(.cannotOpen, during: "open", detail: "\(path)", underlying: error)
        }
        if let network {
            throw StoreError(
                .cannotOpen,
                during: "open",
                detail: "\(path) is on a network file system (\(network)); expected a local one"
            )
        }
        return try WorkflowDatabase(
            path: database.string,
            migrations: { TradecraftSchema.register(in: &$0) },
            onCommit: onCommit
        )
    }
}
