import AttackKnowledge
import DocumentText
import GRDB
import Inbox
import Taskt
import TasktSQLite

/// Looks at what the rules are about.
struct AlertObserver: Sendable {
    let configuration: Configuration
    /// When whoever looks began: before the first document, nothing has been quiet for longer.
    let beganAt: Timestamp

    /// What can be said without the database.
    struct Outside: Sendable {
        var observation = AlertObservation()
        /// What is in the inbox.
        var tally: InboxTally?
        /// Why the inbox cannot be read.
        var inboxError: InboxError?
    }

    /// What the file systems, the inbox and the record of releases say; blocks the thread.
    ///
    /// - Parameters:
    ///   - now: the time.
    ///   - left: entries of the inbox that were dealt with and had to stay.
    /// - Returns: what there is to say, and what is in the inbox where it can be read.
    func outside(at now: Timestamp, leaving left: Set<RelativePath>) -> Outside {
        var outside = Outside()
        do throws(InboxError) {
            let found = try InboxScanner(root: configuration.inbox, options: configuration.scanOptions)
                .tally(leaving: left)
            outside.tally = found
            outside.observation.oldestWaiting = found.oldest.map { oldest in
                (now.since(Timestamp(oldest.changed)), oldest.path.description)
            }
        } catch {
            outside.inboxError = error
            outside.observation.inboxTrouble = "the inbox cannot be read: \(error)"
        }
        outside.observation.rooms = rooms()
        outside.observation.attackTrouble = attackTrouble()
        return outside
    }

    /// The file systems that are written to; one that cannot be asked is left out.
    func rooms() -> [FileSystemRoom] {
        [("state", configuration.state), ("outbox", configuration.outbox)].compactMap(FileSystemRoom.init)
    }

    private func attackTrouble() -> String? {
        for domain in configuration.domains {
            let path = StateFolder(configuration.state).attack.appending("\(domain.rawValue).json")
            // A record that cannot be read says nothing; the library reports it when it needs it.
            guard let record = try? ReleaseRecord.read(path) else { continue }
            if !record.didAnswer, let askedAt = record.askedAt {
                return "the source of ATT&CK \(domain.title) could not be reached at \(askedAt)"
            }
            if record.refusedAt != nil {
                return "the newest release of ATT&CK \(domain.title) could not be used"
            }
        }
        return nil
    }

    /// Adds what the database says.
    func complete(_ observation: inout AlertObservation, at now: Timestamp, in db: Database) throws {
        let settings = configuration.alerts
        let start = now.advanced(by: .zero - settings.failureWindow).microseconds
        let ends = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) AS ended, coalesce(sum(state = 'rejected' AND reason_code <> 'cancelled'), 0) AS rejected
                FROM document WHERE ended_at >= ?
                """,
            arguments: [start]
        )
        observation.ended = ends?["ended"] ?? 0
        observation.rejected = ends?["rejected"] ?? 0
        let missed = try Row.fetchAll(
            db,
            sql: """
                SELECT state, count(*) AS count FROM report_delivery
                WHERE state IN ('failed', 'in-doubt') AND ended_at >= ? GROUP BY state
                """,
            arguments: [start]
        )
        for row in missed {
            if row["state"] == "failed" {
                observation.undelivered.failed = row["count"]
            } else {
                observation.undelivered.inDoubt = row["count"]
            }
        }
        // Documents get their numbers in the order in which they are seen.
        let waiting = try Row.fetchOne(
            db,
            sql: """
                SELECT seen_at, shown_path FROM document
                WHERE is_disposed = 0 AND (state = 'claimed' OR state = 'claiming') ORDER BY number LIMIT 1
                """
        )
        if let waiting {
            let age = now.since(Timestamp(microseconds: waiting["seen_at"]))
            if age > observation.oldestWaiting?.age ?? .zero {
                observation.oldestWaiting = (age, waiting["shown_path"])
            }
        }
        let last = try Int64.fetchOne(db, sql: "SELECT seen_at FROM document ORDER BY number DESC LIMIT 1")
        observation.quiet = now.since(last.map { Timestamp(microseconds: $0) } ?? beganAt)
    }
}

extension Timestamp {
    init(_ time: FileTime) { self.init(microseconds: time.seconds * 1_000_000 + Int64(time.nanoseconds) / 1_000) }
}
