import DocumentText
import Inbox
import Synchronization
import Taskt

/// What the daemon's loops say of themselves, for those who ask from outside.
final class ServiceHealth: Sendable {
    /// What can keep documents from being taken.
    enum Obstacle: String, CaseIterable, Sendable {
        /// The inbox cannot be looked at.
        case inbox
        /// The database cannot be written to.
        case database
        /// Too little room is left.
        case space
    }

    /// What is known at one moment.
    struct State: Sendable {
        /// When the process began to work, by the wall clock.
        var startedAt: Timestamp?
        /// Whether what an earlier process left is taken up and the inbox is watched.
        var isWatching = false
        /// When the intake loop last turned, by the uptime.
        var intakeTurnedAt: Duration?
        /// What is in work, and since when.
        var working: [DocumentID: Duration] = [:]
        var obstacles: [Obstacle: String] = [:]
        /// Files in the inbox that will become documents, and since when the oldest of them is there.
        var waiting = 0
        var oldest: Timestamp?
    }

    private let values = Mutex(State())

    /// What is known now.
    var state: State { values.withLock { $0 } }

    /// The daemon has begun.
    func start(at now: Timestamp) { values.withLock { $0.startedAt = now } }

    /// What was left is taken up, and the inbox is watched.
    func watch() { values.withLock { $0.isWatching = true } }

    /// The intake loop has come round.
    func turn(at uptime: Duration) { values.withLock { $0.intakeTurnedAt = uptime } }

    /// A worker takes up a document.
    func begin(_ id: DocumentID, at uptime: Duration) { values.withLock { $0.working[id] = uptime } }

    /// A worker puts a document down.
    func end(_ id: DocumentID) { _ = values.withLock { $0.working.removeValue(forKey: id) } }

    /// Documents cannot be taken, and why.
    func meet(_ obstacle: Obstacle, _ reason: String) {
        values.withLock { $0.obstacles[obstacle] = LogRedaction.redacted(reason) }
    }

    /// What kept documents from being taken is gone.
    func clear(_ obstacle: Obstacle) { _ = values.withLock { $0.obstacles.removeValue(forKey: obstacle) } }

    /// What a scan of the inbox has found.
    func see(_ entries: some Sequence<ScannedEntry>) {
        var (waiting, oldest): (Int, Int64?) = (0, nil)
        for entry in entries {
            switch entry.verdict {
            case .ignored, .unfinished: continue
            case .candidate, .refused: break
            }
            waiting += 1
            oldest = min(oldest ?? .max, entry.identity.changed.seconds)
        }
        values.withLock { state in
            state.waiting = waiting
            state.oldest = oldest.map { Timestamp(microseconds: $0 * 1_000_000) }
        }
    }
}

extension ServiceHealth {
    /// How long the parts may take before they are taken to be stuck.
    struct Patience: Sendable {
        /// Between two turns of the intake loop.
        let intake: Duration
        /// For one document.
        let document: Duration

        /// What the settings let parts take, and a good deal more.
        init(_ configuration: Configuration) {
            intake = configuration.rescanInterval + .seconds(120)
            let longest = configuration.extraction.wall + configuration.fetch.timeLimit
            document = longest + longest + .seconds(1_800)
        }
    }

    /// What stands still; nothing where all goes on.
    func stuck(at uptime: Duration, _ patience: Patience) -> [String] {
        let state = state
        var reasons: [String] = []
        if let turned = state.intakeTurnedAt, uptime - turned > patience.intake {
            reasons.append("the inbox has not been looked at for \((uptime - turned).components.seconds) s")
        }
        for (id, since) in state.working where uptime - since > patience.document {
            reasons.append("document \(id) has been in work for \((uptime - since).components.seconds) s")
        }
        return reasons.sorted()
    }

    /// Why no document can be taken now; nothing where one can.
    var hindrances: [String] {
        let state = state
        var reasons = state.isWatching ? [] : ["what an earlier process left is being taken up"]
        for obstacle in Obstacle.allCases {
            if let reason = state.obstacles[obstacle] { reasons.append("\(obstacle.rawValue): \(reason)") }
        }
        return reasons
    }
}
