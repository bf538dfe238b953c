import AttackKnowledge
import GRDB
import Inbox
package import Logging
package import Taskt

extension StatusSummary {
    /// Looks at an installation; nothing is changed by it.
    ///
    /// A missing database counts as an empty one: nothing has been started yet.
    ///
    /// - Throws: ``StartupError`` where there is a database that cannot be read.
    package static func look(
        _ configuration: Configuration,
        now: Timestamp,
        logger: Logger
    ) throws(StartupError) -> StatusSummary {
        let state = StateFolder(configuration.state)
        var problems: [String] = []
        let database: QueryDatabase?
        do throws(StartupError) {
            database = try QueryDatabase(state)
        } catch {
            guard error.exitCode == .unavailable else { throw error }
            database = nil
            problems.append(error.description)
        }
        let inbox = inbox(configuration, &problems)
        let attack = attack(configuration, now: now, logger: logger, &problems)
        let work = try database?.work(since: now.midnight)
        return StatusSummary(
            daemon: try DaemonPresence(state: configuration.state),
            inbox: inbox,
            inFlight: work?.inFlight ?? [],
            postponed: work?.postponed ?? [],
            counts: work?.counts ?? Counts(total: .none, today: .none),
            lastRejections: work?.lastRejections ?? [],
            attack: attack,
            space: space(configuration, &problems),
            problems: problems
        )
    }

    private static func inbox(_ configuration: Configuration, _ problems: inout [String]) -> InboxLook? {
        do throws(InboxError) {
            let scan = try InboxScanner(root: configuration.inbox, options: configuration.scanOptions).scan()
            problems += scan.failures.map { "\($0)" }
            let entries = scan.entries.sorted { $0.path < $1.path }
                .map { entry in
                    var (pattern, refusal): (String?, String?)
                    switch entry.verdict {
                    case .candidate: break
                    case .ignored(let text): pattern = text
                    case .unfinished: pattern = "no \(configuration.doneSuffix ?? "done") file yet"
                    case .refused(let reason): refusal = reason.description
                    }
                    return Entry(
                        name: entry.path.description,
                        size: entry.identity.size,
                        pattern: pattern,
                        refusal: refusal
                    )
                }
            return InboxLook(
                path: configuration.inbox.description,
                waiting: entries.filter { $0.pattern == nil },
                ignored: entries.filter { $0.pattern != nil }
            )
        } catch {
            problems.append(
                error.code == .notFound
                    ? "there is no inbox at \(configuration.inbox) yet; it is made when `tradecraft watch` starts"
                    : "the inbox cannot be looked at: \(error)"
            )
            return nil
        }
    }

    private static func attack(
        _ configuration: Configuration,
        now: Timestamp,
        logger: Logger,
        _ problems: inout [String]
    ) -> Attack? {
        do {
            let knowledge = try KnowledgeLibrary(configuration, now: { now }, logger: logger).status()
            return Attack(
                domain: knowledge.release.domain.rawValue,
                version: knowledge.release.version ?? "unknown",
                source: knowledge.release.source,
                fetchedAt: knowledge.release.fetchedAt?.description,
                model: knowledge.model,
                notice: knowledge.release.notice
            )
        } catch {
            problems.append("the release of ATT&CK in force cannot be read: \(error)")
            return nil
        }
    }

    private static func space(_ configuration: Configuration, _ problems: inout [String]) -> [Space] {
        var spaces: [Space] = []
        for (name, path) in [("state", configuration.state), ("outbox", configuration.outbox)] {
            do throws(InboxError) {
                let room = try fileSystemRoom(at: path)
                spaces.append(Space(folder: name, path: path.description, freeBytes: room.bytes))
            } catch {
                // A folder that is to be made yet has no file system of its own.
                guard error.code != .notFound else { continue }
                problems.append("the space for \(path) is not known: \(error)")
            }
        }
        return spaces
    }
}

extension QueryDatabase {
    /// What the database adds to a status.
    fileprivate struct Work {
        let inFlight: [RunSummary]
        let postponed: [DocumentSummary]
        let counts: StatusSummary.Counts
        let lastRejections: [DocumentSummary]
    }

    fileprivate func work(since midnight: Timestamp) throws(StartupError) -> Work {
        try read("read status") { db in
            let runs = try summaries("WHERE r.ended_at IS NULL ORDER BY r.number", [], in: db)
            let postponed = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(DocumentSummary.columns) FROM document d WHERE d.state = 'claimed' AND d.retry_at IS NOT NULL
                    ORDER BY d.retry_at
                    """
            )
            let rejected = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(DocumentSummary.columns) FROM document d WHERE d.state = 'rejected'
                    ORDER BY d.number DESC LIMIT 5
                    """
            )
            return Work(
                inFlight: runs,
                postponed: try postponed.map(DocumentSummary.init),
                counts: StatusSummary.Counts(
                    total: try Self.counts(since: nil, in: db),
                    today: try Self.counts(since: midnight, in: db)
                ),
                lastRejections: try rejected.map(DocumentSummary.init)
            )
        }
    }

    private static func counts(since start: Timestamp?, in db: Database) throws -> StatusSummary.ByState {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT state, count(*) AS documents FROM document
                WHERE ?1 IS NULL OR coalesce(ended_at, seen_at) >= ?1 GROUP BY state
                """,
            arguments: [start?.microseconds]
        )
        func count(_ states: DocumentRecord.State...) -> Int {
            rows.filter { row in states.contains { $0.rawValue == row["state"] } }
                .reduce(0) { $0 + ($1["documents"] as Int) }
        }
        return StatusSummary.ByState(
            inWork: count(.claiming, .claimed),
            reported: count(.reported),
            rejected: count(.rejected),
            unpacked: count(.unpacked)
        )
    }
}

extension StatusSummary.ByState {
    /// No document at all.
    fileprivate static let none = Self(inWork: 0, reported: 0, rejected: 0, unpacked: 0)
}

extension Timestamp {
    /// The last midnight in UTC.
    fileprivate var midnight: Timestamp {
        let day: Int64 = 86_400_000_000
        let rest = microseconds % day
        return Timestamp(microseconds: microseconds - (rest < 0 ? rest + day : rest))
    }
}
