import Synchronization

/// The documents in work: waiting for a worker, with one, or waiting until they are due again.
///
/// A document is in it once, however often it is added. What it holds is bounded by who adds: intake asks for ``room``.
/// Documents are handed out in the order in which they came, urgent ones first. While large ones keep all workers busy,
/// one small document more may be in work, so that those behind them do not wait.
final class WorkQueue: Sendable {
    /// Which documents go before others.
    enum Lane: Sendable {
        /// Before all others.
        case urgent
        /// In the order in which they came.
        case normal
        /// Large ones, which others may overtake.
        case bulk

        /// From this size on a document is large, in bytes.
        static let bulkSize: Int64 = 4_000_000

        /// The lane of a document by its size and whether it was dropped as urgent.
        init(size: Int64, isUrgent: Bool) {
            self = isUrgent ? .urgent : size >= Self.bulkSize ? .bulk : .normal
        }
    }

    private struct Waiting {
        let id: DocumentID
        let lane: Lane
    }

    private struct State {
        var ready: [Waiting] = []
        /// Every document in work, with its lane.
        var members: [DocumentID: Lane] = [:]
        var running: Set<DocumentID> = []
        var runningBulk = 0
        var delayed: [(due: Duration, id: DocumentID)] = []
        var again: Set<DocumentID> = []
        var workers: [(number: Int, continuation: CheckedContinuation<DocumentID?, Never>)] = []
        var nextWorker = 0
    }

    private let capacity: Int
    private let workers: Int
    private let state = Mutex(State())
    private let doorbell: Doorbell

    /// A queue for so many documents, of which so many are in work at a time.
    ///
    /// The doorbell rings when it has run half empty, and when a delay was set.
    init(capacity: Int, workers: Int, doorbell: Doorbell) {
        self.capacity = capacity
        self.workers = workers
        self.doorbell = doorbell
    }

    /// How many more documents may be claimed.
    ///
    /// What waits until it is due leaves room for others, up to a bound of its own.
    var room: Int {
        state.withLock { state in
            let active = capacity - (state.members.count - state.delayed.count)
            return max(0, min(active, capacity * Self.patience - state.delayed.count))
        }
    }

    /// How many documents may wait until they are due, in multiples of the capacity.
    private static let patience = 32

    /// How many documents are in work, and how many of them wait until they are due.
    var load: (members: Int, delayed: Int) { state.withLock { ($0.members.count, $0.delayed.count) } }

    /// Whether no document waits for a worker or is with one.
    var isIdle: Bool { state.withLock { $0.ready.isEmpty && $0.running.isEmpty } }

    /// The lane of a document in work.
    func lane(of id: DocumentID) -> Lane { state.withLock { $0.members[id] } ?? .normal }

    /// Adds a document to what is ready; one that is being worked on gets another turn.
    func add(_ id: DocumentID, _ lane: Lane = .normal) {
        change { state in
            guard state.members[id] != nil else {
                state.members[id] = lane
                Self.makeReady(id, &state)
                return
            }
            if let index = state.delayed.firstIndex(where: { $0.id == id }) {
                state.delayed.remove(at: index)
                Self.makeReady(id, &state)
            } else if !state.ready.contains(where: { $0.id == id }) {
                state.again.insert(id)
            }
        }
    }

    /// Puts a document aside until an instant of uptime, or until it is added again.
    func delay(_ id: DocumentID, _ lane: Lane = .normal, until due: Duration = .forever) {
        change { state in
            if state.members[id] == nil { state.members[id] = lane }
            Self.stop(id, &state)
            if state.again.remove(id) != nil {
                Self.makeReady(id, &state)
            } else {
                state.delayed.append((due, id))
            }
        }
        doorbell.ring()
    }

    /// Takes a document out that is done with, or gives it its other turn.
    func finish(_ id: DocumentID) {
        let isHungry = change { state in
            Self.stop(id, &state)
            if state.again.remove(id) != nil {
                Self.makeReady(id, &state)
                return false
            }
            state.members.removeValue(forKey: id)
            return state.members.count - state.delayed.count <= capacity / 2
        }
        if isHungry { doorbell.ring() }
    }

    /// Makes ready what is due, and says when the next delay ends.
    func release(at now: Duration) -> Duration? {
        change { state in
            for (due, id) in state.delayed where due <= now { Self.makeReady(id, &state) }
            state.delayed.removeAll { $0.due <= now }
            return state.delayed.map(\.due).min()
        }
    }

    /// The next document that is ready; nil when the current task is cancelled.
    func next() async -> DocumentID? {
        let worker = state.withLock { state in
            state.nextWorker += 1
            return state.nextWorker
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCancelled = change { state in
                    if Task.isCancelled { return true }
                    state.workers.append((worker, continuation))
                    return false
                }
                if isCancelled { continuation.resume(returning: nil) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                guard let index = state.workers.firstIndex(where: { $0.number == worker }) else {
                    return nil as CheckedContinuation<DocumentID?, Never>?
                }
                return state.workers.remove(at: index).continuation
            }
            continuation?.resume(returning: nil)
        }
    }

    /// Changes the state, then hands out what may be handed out now.
    private func change<Result>(_ body: (inout State) -> Result) -> Result {
        let (result, given) = state.withLock { state in
            let result = body(&state)
            var given: [(CheckedContinuation<DocumentID?, Never>, DocumentID)] = []
            while !state.workers.isEmpty, let id = takeNext(&state) {
                given.append((state.workers.removeFirst().continuation, id))
            }
            return (result, given)
        }
        for (continuation, id) in given { continuation.resume(returning: id) }
        return result
    }

    /// The document that is next, if another one may be in work now.
    private func takeNext(_ state: inout State) -> DocumentID? {
        let areAllLarge = state.running.count == workers && state.runningBulk == workers
        guard state.running.count < workers || areAllLarge else { return nil }
        let urgent = state.ready.firstIndex { $0.lane == .urgent }
        guard let index = urgent ?? state.ready.firstIndex(where: { !areAllLarge || $0.lane != .bulk }) else {
            return nil
        }
        let waiting = state.ready.remove(at: index)
        state.running.insert(waiting.id)
        if waiting.lane == .bulk { state.runningBulk += 1 }
        return waiting.id
    }

    private static func makeReady(_ id: DocumentID, _ state: inout State) {
        state.ready.append(Waiting(id: id, lane: state.members[id] ?? .normal))
    }

    private static func stop(_ id: DocumentID, _ state: inout State) {
        guard state.running.remove(id) != nil, state.members[id] == .bulk else { return }
        state.runningBulk -= 1
    }
}

extension Duration {
    /// Longer than any process runs.
    static let forever: Duration = .seconds(1 << 40)
}
