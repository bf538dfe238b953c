import Synchronization
public import Taskt

/// A store that keeps runs in memory: for tests, and as the plainest statement of what a store does.
public final class InMemoryStore: WorkflowStore {
    private struct Run {
        var record: RunRecord
        var status: RunStatus
        var checkpoints: [Checkpoint]
        var history: [HistoryEvent]
        var term: OwnershipTerm

        var stored: StoredRun {
            StoredRun(record: record, status: status, checkpoints: checkpoints, history: history)
        }
    }

    private struct State {
        var term = OwnershipTerm(number: 0)
        var runs: [RunID: Run] = [:]
        var order: [RunID] = []
    }

    private let state = Mutex(State())
    private let faults: FaultPlan?

    /// Makes an empty store; operations ask the plan whether to fail.
    public init(faults: FaultPlan? = nil) {
        self.faults = faults
    }

    /// Opens a new term of ownership.
    public func openTerm() async throws(StoreError) -> OwnershipTerm {
        try operation("open term") { state throws(StoreError) in
            state.term = OwnershipTerm(number: state.term.number + 1)
            return state.term
        }
    }

    /// Records a new run, unless a run of its id is there already.
    public func create(_ run: RunRecord, events: [HistoryEvent], term: OwnershipTerm) async throws(StoreError) -> Bool {
        try operation("create run", run.id) { state throws(StoreError) in
            guard state.runs[run.id] == nil else { return false }
            let status = events.compactMap(\.resultingStatus).last ?? .pending
            state.runs[run.id] = Run(record: run, status: status, checkpoints: [], history: events, term: term)
            state.order.append(run.id)
            return true
        }
    }

    /// Takes a run over for a term.
    public func adopt(_ id: RunID, term: OwnershipTerm) async throws(StoreError) -> StoredRun {
        try operation("adopt run", id) { state throws(StoreError) in
            guard var run = state.runs[id] else { throw StoreError(.unknownRun, during: "adopt run", runID: id) }
            guard run.term <= term else { throw StoreError(.leaseLost, during: "adopt run", runID: id) }
            run.term = term
            state.runs[id] = run
            return run.stored
        }
    }

    /// Appends events and checkpoints to a run.
    public func append(
        _ events: [HistoryEvent],
        checkpoints: [Checkpoint],
        at position: Int,
        to id: RunID,
        term: OwnershipTerm
    ) async throws(StoreError) {
        try operation("append history", id) { state throws(StoreError) in
            guard var run = state.runs[id] else { throw StoreError(.unknownRun, during: "append history", runID: id) }
            guard run.term == term else { throw StoreError(.leaseLost, during: "append history", runID: id) }
            if run.history.dropFirst(position).elementsEqual(events) { return }
            guard run.history.count == position else {
                throw StoreError(
                    .conflict,
                    during: "append history",
                    runID: id,
                    detail: "expected \(position) events, found \(run.history.count)"
                )
            }
            run.history += events
            run.checkpoints += checkpoints
            run.status = events.compactMap(\.resultingStatus).last ?? run.status
            state.runs[id] = run
        }
    }

    /// A run as it stands, or nil.
    public func run(_ id: RunID) async throws(StoreError) -> StoredRun? {
        try operation("read run", id) { state throws(StoreError) in state.runs[id]?.stored }
    }

    /// The runs that have not ended, oldest first.
    public func unfinishedRuns() async throws(StoreError) -> [RunID] {
        try operation("list unfinished runs") { state throws(StoreError) in
            state.order.filter { state.runs[$0]?.status.isTerminal == false }
        }
    }

    private func operation<Value: Sendable>(
        _ name: String,
        _ id: RunID? = nil,
        _ body: (inout State) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let fault = faults?.next()
        if fault == .before { throw StoreError(.inputOutput, during: name, runID: id, detail: "injected before") }
        let result = state.withLock { state -> Result<Value, StoreError> in
            do throws(StoreError) { return .success(try body(&state)) } catch { return .failure(error) }
        }
        if fault == .after { throw StoreError(.inputOutput, during: name, runID: id, detail: "injected after") }
        return try result.get()
    }
}
