import AttackKnowledge
import Inbox
package import Logging
package import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// Looks at an installation, once or again and again; nothing is changed by it.
package struct StatusObserver: Sendable {
    let configuration: Configuration
    /// Kept between two looks: reading a release takes longer than all the rest.
    private let library: KnowledgeLibrary

    /// An observer of an installation.
    package init(_ configuration: Configuration, logger: Logger) {
        self.configuration = configuration
        library = KnowledgeLibrary(configuration, now: EngineEnvironment.systemTime, logger: logger)
    }

    /// Takes a look.
    ///
    /// A missing database counts as an empty one: nothing has been started yet.
    ///
    /// - Parameters:
    ///   - now: the time.
    ///   - listsIgnored: whether every entry of the inbox is listed that is left alone.
    /// - Returns: what there is to see.
    /// - Throws: ``StartupError`` where there is a database that cannot be read.
    package func look(at now: Timestamp, listsIgnored: Bool = false) throws(StartupError) -> StatusSummary {
        let state = StateFolder(configuration.state)
        var problems: [String] = []
        var database: QueryDatabase?
        do throws(StartupError) {
            database = try QueryDatabase(state)
        } catch {
            guard error.exitCode == .unavailable else { throw error }
            problems.append(error.description)
        }
        let daemon = try DaemonPresence(state: configuration.state)
        let left = try database?.leftInInbox() ?? []
        let startedAt = daemon.isRunning ? try database?.daemonStart() : nil
        let observer = AlertObserver(configuration: configuration, beganAt: startedAt ?? now)
        let outside = observer.outside(at: now, leaving: left)
        let inbox = inbox(outside, at: now, listsIgnored: listsIgnored, &problems)
        let attack = attack(&problems)
        let work = try database?.work(at: now, observer, outside.observation)
        return StatusSummary(
            at: now.description,
            version: TradecraftVersion.current,
            health: health(daemon, work, outside, problems),
            daemon: daemon,
            startedAt: startedAt?.description,
            uptimeSeconds: startedAt.map { max(0, now.since($0).components.seconds) },
            inbox: inbox,
            inFlight: work?.inFlight ?? [],
            queue: work?.queue ?? StatusSummary.Queue(claimed: 0, inFlight: 0, postponed: 0, reevaluations: 0),
            postponed: work?.postponed ?? [],
            counts: work?.counts ?? StatusSummary.Counts(total: .none, today: .none),
            deliveries: work?.deliveries ?? StatusSummary.Deliveries(open: 0, failed: 0, inDoubt: 0),
            lastRejections: work?.lastRejections ?? [],
            attack: attack,
            space: outside.observation.rooms,
            database: Self.size(of: state.database),
            problems: problems
        )
    }

    private func health(
        _ daemon: DaemonPresence,
        _ work: StatusWork?,
        _ outside: AlertObserver.Outside,
        _ problems: [String]
    ) -> StatusSummary.Health {
        var reasons = (work?.findings ?? outside.observation.findings(configuration)).map(\.summary)
        // Before the first start there is no inbox: the problem that says so is enough.
        if outside.inboxError?.code == .notFound, !daemon.isRunning {
            reasons.removeAll { $0 == outside.observation.inboxTrouble }
        }
        if let first = work?.postponed.first, let count = work?.queue.postponed {
            let reason = Shown.short(first.reason, 120)
            let verb = count == 1 ? "waits" : "wait"
            reasons.append("\(Shown.count(count, "document")) \(verb) for another try: \(reason)")
        }
        guard daemon.isRunning else {
            return StatusSummary.Health(word: .stopped, reasons: ["no daemon runs"] + reasons)
        }
        reasons += problems
        return StatusSummary.Health(word: reasons.isEmpty ? .ok : .degraded, reasons: reasons)
    }

    private func inbox(
        _ outside: AlertObserver.Outside,
        at now: Timestamp,
        listsIgnored: Bool,
        _ problems: inout [String]
    ) -> StatusSummary.InboxLook? {
        if let error = outside.inboxError {
            problems.append(
                error.code == .notFound
                    ? "there is no inbox at \(configuration.inbox) yet; it is made when `tradecraft watch` starts"
                    : "the inbox cannot be looked at: \(error)"
            )
        }
        guard let tally = outside.tally else { return nil }
        problems += tally.failures.map { "\($0)" }
        return StatusSummary.InboxLook(
            path: configuration.inbox.description,
            waitingCount: tally.waiting,
            waitingBytes: tally.waitingBytes,
            refusedCount: tally.refused,
            ignoredCount: tally.ignored,
            leftCount: tally.left,
            oldestSeconds: tally.oldest.map { max(0, now.since(Timestamp($0.changed)).components.seconds) },
            waiting: tally.first.map(StatusSummary.Entry.init),
            ignored: listsIgnored ? ignored(&problems) : []
        )
    }

    private func ignored(_ problems: inout [String]) -> [StatusSummary.Entry] {
        do throws(InboxError) {
            let scan = try InboxScanner(root: configuration.inbox, options: configuration.scanOptions).scan()
            return scan.ignored.sorted { $0.path < $1.path }.map(StatusSummary.Entry.init)
        } catch {
            problems.append("the inbox cannot be looked at: \(error)")
            return []
        }
    }

    private func attack(_ problems: inout [String]) -> StatusSummary.Attack? {
        do {
            let knowledge = try library.status()
            return StatusSummary.Attack(
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

    private static func size(of database: SystemPath) -> StatusSummary.DatabaseSize? {
        // A database that is not there has no size, and a log that is not there none either.
        guard let file = try? FileBytes.identity(database) else { return nil }
        let log = try? FileBytes.identity(SystemPath("\(database.string)-wal"))
        return StatusSummary.DatabaseSize(bytes: file.size, logBytes: log?.size ?? 0)
    }
}

extension StatusSummary {
    /// Looks at an installation once; see ``StatusObserver/look(at:listsIgnored:)``.
    package static func look(
        _ configuration: Configuration,
        now: Timestamp,
        logger: Logger,
        listsIgnored: Bool = false
    ) throws(StartupError) -> StatusSummary {
        try StatusObserver(configuration, logger: logger).look(at: now, listsIgnored: listsIgnored)
    }
}

extension StatusSummary.Entry {
    fileprivate init(_ entry: ScannedEntry) {
        name = entry.path.description
        size = entry.identity.size
        switch entry.verdict {
        case .candidate: (pattern, refusal) = (nil, nil)
        case .ignored(let text): (pattern, refusal) = (text, nil)
        case .unfinished: (pattern, refusal) = ("its done file is not there yet", nil)
        case .refused(let reason): (pattern, refusal) = (nil, reason.description)
        }
    }
}

extension StatusSummary.ByState {
    /// No document at all.
    fileprivate static let none = Self(inWork: 0, reported: 0, rejected: 0, unpacked: 0, duplicates: 0)
}
