import GRDB
import Inbox
import Taskt

/// What the database adds to a status.
struct StatusWork: Sendable {
    let inFlight: [StatusSummary.InFlight]
    let queue: StatusSummary.Queue
    let postponed: [DocumentSummary]
    let counts: StatusSummary.Counts
    let lastRejections: [DocumentSummary]
    let deliveries: StatusSummary.Deliveries
    /// The rules that speak up.
    let findings: [AlertFinding]
}

extension QueryDatabase {
    /// How many of what there may be many of are listed.
    private static let listed = 10
    private static let rejections = 5

    /// When the daemon that runs began.
    func daemonStart() throws(StartupError) -> Timestamp? {
        try read("read start") { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT at FROM audit WHERE subject = 'daemon' AND action = 'started' ORDER BY number DESC LIMIT 1
                    """
            )
            .map(Timestamp.init(microseconds:))
        }
    }

    /// Entries of the inbox that were dealt with and had to stay.
    func leftInInbox() throws(StartupError) -> Set<RelativePath> {
        try read("list entries left") { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM document WHERE left_in_inbox = 1")
            return Set(try rows.map { try DocumentRecord($0).path })
        }
    }

    /// What is in work, waits and has ended.
    func work(
        at now: Timestamp,
        _ observer: AlertObserver,
        _ observation: AlertObservation
    ) throws(StartupError) -> StatusWork {
        try read("read status") { db in
            var observation = observation
            try observer.complete(&observation, at: now, in: db)
            let postponed = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(DocumentSummary.columns) FROM document d
                    WHERE d.is_disposed = 0 AND d.state = 'claimed' AND d.retry_at IS NOT NULL
                    ORDER BY d.retry_at LIMIT \(Self.listed)
                    """
            )
            let rejected = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(DocumentSummary.columns) FROM document d WHERE d.state = 'rejected'
                    ORDER BY d.number DESC LIMIT \(Self.rejections)
                    """
            )
            return StatusWork(
                inFlight: try Self.inFlight(at: now, in: db),
                queue: try Self.queue(in: db),
                postponed: try postponed.map(DocumentSummary.init),
                counts: StatusSummary.Counts(
                    total: try Self.counts(in: db),
                    today: try Self.counts(since: now.midnight, in: db)
                ),
                lastRejections: try rejected.map(DocumentSummary.init),
                deliveries: try StatusSummary.Deliveries(in: db),
                findings: observation.findings(observer.configuration)
            )
        }
    }

    private static func inFlight(at now: Timestamp, in db: Database) throws -> [StatusSummary.InFlight] {
        let rows = try Row.fetchAll(
            db,
            sql: "\(RunSummary.selection) WHERE r.ended_at IS NULL ORDER BY r.number LIMIT \(listed)"
        )
        return try rows.map { row in
            let progress = RunProgress(try RunEvent.all(ofRun: row["number"], in: db))
            let begun = try Int64.fetchOne(
                db,
                sql: "SELECT max(at) FROM history WHERE run = ? AND kind = 'attempt-started'",
                arguments: [row["number"] as Int64]
            )
            return StatusSummary.InFlight(
                id: row["id"],
                document: row["document_id"],
                name: row["shown_path"],
                status: row["status"],
                currentTasks: progress.tasks.filter { $0.value.state.isCurrent }.map(\.key).sorted(),
                tasksDone: progress.tasks.count { [.completed, .reused, .skipped].contains($0.value.state) },
                tasks: TaskOutline(row["outline"]).tasks.count,
                createdAt: Timestamp(microseconds: row["created_at"]).description,
                runningMilliseconds: max(0, milliseconds(now.microseconds - row["created_at"])),
                taskMilliseconds: begun.map { max(0, milliseconds(now.microseconds - $0)) }
            )
        }
    }

    private static func queue(in db: Database) throws -> StatusSummary.Queue {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) AS open, coalesce(sum(retry_at IS NOT NULL), 0) AS postponed,
                    coalesce(sum(retry_at IS NULL AND EXISTS (
                        SELECT 1 FROM run r WHERE r.id = 'r-' || substr(d.id, 3) AND r.ended_at IS NULL)), 0) AS running
                FROM document d WHERE is_disposed = 0 AND state = 'claimed'
                """
        )
        let (open, postponed, running): (Int, Int, Int) = (
            row?["open"] ?? 0, row?["postponed"] ?? 0, row?["running"] ?? 0
        )
        let anew = try Int.fetchOne(db, sql: "SELECT count(*) FROM reevaluation WHERE ended_at IS NULL")
        return StatusSummary.Queue(
            claimed: open - postponed - running,
            inFlight: running,
            postponed: postponed,
            reevaluations: anew ?? 0
        )
    }

    /// All documents by state; an index has them in that order.
    private static func counts(in db: Database) throws -> StatusSummary.ByState {
        byState(try Row.fetchAll(db, sql: "SELECT state, count(*) AS documents FROM document GROUP BY state"))
    }

    /// The documents that ended since an instant, and those in work that were seen since.
    private static func counts(since start: Timestamp, in db: Database) throws -> StatusSummary.ByState {
        byState(
            try Row.fetchAll(
                db,
                sql: """
                    SELECT state, count(*) AS documents FROM document WHERE ended_at >= ?1 GROUP BY state
                    UNION ALL
                    SELECT 'claimed', count(*) FROM document
                    WHERE is_disposed = 0 AND (state = 'claimed' OR state = 'claiming') AND seen_at >= ?1
                    """,
                arguments: [start.microseconds]
            )
        )
    }

    private static func byState(_ rows: [Row]) -> StatusSummary.ByState {
        func count(_ states: DocumentRecord.State...) -> Int {
            rows.filter { row in states.contains { $0.rawValue == row["state"] } }
                .reduce(0) { $0 + ($1["documents"] as Int) }
        }
        return StatusSummary.ByState(
            inWork: count(.claiming, .claimed),
            reported: count(.reported),
            rejected: count(.rejected),
            unpacked: count(.unpacked),
            duplicates: count(.duplicate)
        )
    }
}

extension Timestamp {
    /// The last midnight in UTC.
    fileprivate var midnight: Timestamp {
        let day: Int64 = 86_400_000_000
        let rest = microseconds % day
        return Timestamp(microseconds: microseconds - (rest < 0 ? rest + day : rest))
    }
}
