import Synchronization

/// The documents in work: waiting for a worker, with one, or waiting until they are due again.
///
/// A document is in it once, however often it is added. What it holds is bounded by who adds: intake asks for ``room``.
final class WorkQueue: Sendable {
    private struct State {
        var ready: [DocumentID] = []
        var members: Set<DocumentID> = []
        var delayed: [(due: Duration, id: DocumentID)] = []
        var workers: [Int: CheckedContinuation<DocumentID?, Never>] = [:]
        var nextWorker = 0
        var again: Set<DocumentID> = []
    }

    private let capacity: Int
    private let state = Mutex(State())

    private let doorbell: Doorbell

    /// A queue for so many documents; the doorbell rings when it has run half empty, and when a delay was set.
    init(capacity: Int, doorbell: Doorbell) {
        self.capacity = capacity
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

    /// Adds a document to what is ready; one that is being worked on gets another turn.
    func add(_ id: DocumentID) {
        let worker = state.withLock { state -> CheckedContinuation<DocumentID?, Never>? in
            if state.members.contains(id) {
                guard state.delayed.contains(where: { $0.id == id }) else {
                    if !state.ready.contains(id) { state.again.insert(id) }
                    return nil
                }
                state.delayed.removeAll { $0.id == id }
            }
            state.members.insert(id)
            guard let worker = state.workers.popFirst() else {
                state.ready.append(id)
                return nil
            }
            return worker.value
        }
        worker?.resume(returning: id)
    }

    /// Puts a document aside until an instant of uptime.
    func delay(_ id: DocumentID, until due: Duration) {
        state.withLock { state in
            if state.again.remove(id) != nil {
                state.ready.append(id)
            } else {
                state.members.insert(id)
                state.delayed.append((due, id))
            }
        }
        doorbell.ring()
    }

    /// Takes a document out that is done with, or gives it its other turn.
    func finish(_ id: DocumentID) {
        let (isOut, isHungry) = state.withLock { state in
            guard state.again.remove(id) == nil else { return (false, false) }
            state.members.remove(id)
            return (true, state.members.count - state.delayed.count <= capacity / 2)
        }
        if !isOut { requeue(id) } else if isHungry { doorbell.ring() }
    }

    /// Makes ready what is due, and says when the next delay ends.
    func release(at now: Duration) -> Duration? {
        let (due, next) = state.withLock { state in
            let due = state.delayed.filter { $0.due <= now }.map(\.id)
            state.delayed.removeAll { $0.due <= now }
            return (due, state.delayed.map(\.due).min())
        }
        for id in due { requeue(id) }
        return next
    }

    /// The next document that is ready; nil when the current task is cancelled.
    func next() async -> DocumentID? {
        let worker = state.withLock { state in
            state.nextWorker += 1
            return state.nextWorker
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let outcome = state.withLock { state -> DocumentID?? in
                    if Task.isCancelled { return .some(nil) }
                    if !state.ready.isEmpty { return .some(state.ready.removeFirst()) }
                    state.workers[worker] = continuation
                    return .none
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            let continuation = state.withLock { $0.workers.removeValue(forKey: worker) }
            continuation?.resume(returning: nil)
        }
    }

    private func requeue(_ id: DocumentID) {
        let worker = state.withLock { state -> CheckedContinuation<DocumentID?, Never>? in
            guard let worker = state.workers.popFirst() else {
                state.ready.append(id)
                return nil
            }
            return worker.value
        }
        worker?.resume(returning: id)
    }
}
