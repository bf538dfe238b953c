import Synchronization

/// What this process has seen: how documents ended, and how often the machine kept it from going on with one.
final class SessionTally: Sendable {
    private struct State {
        var ends: [DocumentRecord.State: Int] = [:]
        var setbacks: [DocumentID: Int] = [:]
        var unclaimed = 0
        var turns = 0
    }

    private let state = Mutex(State())

    /// How many documents were rejected.
    var rejected: Int { state.withLock { $0.ends[.rejected] ?? 0 } }

    /// How many entries of the inbox could not be claimed when a single pass ended.
    var unclaimed: Int {
        get { state.withLock { $0.unclaimed } }
        set { state.withLock { $0.unclaimed = newValue } }
    }

    /// How often the intake has looked after the inbox.
    var turns: Int { state.withLock { $0.turns } }

    /// Counts a turn of the intake.
    func countTurn() { state.withLock { $0.turns += 1 } }

    /// Counts the end of a document.
    func count(_ end: DocumentRecord.State) { state.withLock { $0.ends[end, default: 0] += 1 } }

    /// Counts a setback, and says how many there were in a row.
    func countSetback(of id: DocumentID) -> Int {
        state.withLock { state in
            state.setbacks[id, default: 0] += 1
            return state.setbacks[id, default: 1]
        }
    }

    /// Forgets the setbacks of a document that is done with.
    func forgetSetbacks(of id: DocumentID) { _ = state.withLock { $0.setbacks.removeValue(forKey: id) } }
}
