import GRDB
import Inbox
import Taskt

extension Doctor {
    /// The database: whether it opens, is sound, and of a schema that this version knows.
    func database() -> [Check] {
        let state = StateFolder(configuration.state)
        var checks: [Check] = []
        do throws(StartupError) {
            let presence = try DaemonPresence(state: configuration.state)
            let holder = presence.processID.map { " (process \($0))" } ?? ""
            checks.append(Check("daemon", .ok, presence.isRunning ? "a daemon runs\(holder)" : "no daemon runs"))
        } catch {
            checks.append(Check("daemon", .warning, error.description))
        }
        do throws(StartupError) {
            let database = try QueryDatabase(state)
            let versions = try database.schemaVersions()
            checks.append(Check("database schema", .ok, versions.joined(separator: ", ")))
            checks.append(logSize(state))
            if isThorough { checks.append(try trail(database)) }
            let faults = try isThorough ? database.integrityCheck() : database.quickCheck()
            checks.append(
                faults.isEmpty
                    ? Check("database", .ok, "\(state.database) is sound")
                    : Check("database", .failed, faults.joined(separator: "; "), remedy: Self.restore)
            )
        } catch {
            switch error.exitCode {
            case .unavailable:
                checks.append(Check("database", .ok, "\(state.database) is not there yet; the daemon makes it"))
            case .tryAgain: checks.append(Check("database", .warning, error.description))
            case .badData: checks.append(Check("database", .failed, error.description, remedy: Self.restore))
            default:
                checks.append(
                    Check("database", .failed, error.description, remedy: "run as the user that the daemon runs as")
                )
            }
        }
        return checks
    }

    /// The log of a database is put into it now and then, unless a reader never ends.
    private func logSize(_ state: StateFolder) -> Check {
        let title = "database log"
        // Without a log there is nothing that could be too large.
        let bytes = (try? FileBytes.identity(SystemPath("\(state.database.string)-wal")))?.size ?? 0
        guard bytes > 256_000_000 else { return Check(title, .ok, "\(Shown.size(bytes))") }
        return Check(
            title,
            .warning,
            "\(Shown.size(bytes)) wait to be put into the database",
            remedy: "end programs that keep the database open, then restart the daemon"
        )
    }

    private func trail(_ database: QueryDatabase) throws(StartupError) -> Check {
        let verdict = try database.verifyAudit()
        guard let fault = verdict.faults.first else {
            return Check("audit trail", .ok, "\(Shown.count(verdict.rows, "row")) as they were written")
        }
        return Check(
            "audit trail",
            .failed,
            fault,
            remedy: "somebody changed the database: compare it with a backup; see `tradecraft audit --verify`"
        )
    }

    private static let restore =
        "use the version that wrote it, or put a copy back; without a database the daemon starts anew from the spool"
}

extension QueryDatabase {
    /// The latest instant on record.
    func lastEvent() throws(StartupError) -> Timestamp? {
        try read("find last event") { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(at) FROM (
                        SELECT max(coalesce(ended_at, seen_at)) AS at FROM document
                        UNION ALL SELECT max(updated_at) FROM run WHERE ended_at IS NULL
                        UNION ALL SELECT max(ended_at) FROM run WHERE ended_at IS NOT NULL
                    )
                    """
            )
            .map(Timestamp.init(microseconds:))
        }
    }
}
