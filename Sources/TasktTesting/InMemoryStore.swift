import Synchronization
public import Taskt

/// A store that keeps runs in memory: for tests, and as the plainest statement of what a store does.
public final class InMemoryStore: WorkflowStore {
    fileprivate struct Run {
        var number: Int64
        var record: RunRecord
        var status: RunStatus
        var checkpoints: [Checkpoint]
        var history: [HistoryEvent]
        var progress: [TaskProgress] = []
        var term: OwnershipTerm

        var stored: StoredRun {
            StoredRun(
                record: record,
                status: status,
                checkpoints: checkpoints,
                history: history,
                progress: progress
            )
        }
    }

    fileprivate struct State {
        var term = OwnershipTerm(number: 0)
        var alive: Set<OwnershipTerm> = []
        var runs: [RunID: Run] = [:]
        var lastNumber: Int64 = 0
    }

    private let state = Mutex(State())
    private let faults: FaultPlan?

    /// Makes an empty store; operations ask the plan whether to fail.
    public init(faults: FaultPlan? = nil) {
        self.faults = faults
    }

    /// Opens a new term of ownership.
    public func openTerm() async throws(StoreError) -> OwnershipTerm {
        try await operation("open term") { state throws(StoreError) in
            state.term = OwnershipTerm(number: state.term.number + 1)
            state.alive.insert(state.term)
            return state.term
        }
    }

    /// Ends a term: others may take over its runs.
    ///
    /// Also how a test declares an engine dead that is not.
    public func closeTerm(_ term: OwnershipTerm) {
        state.withLock { _ = $0.alive.remove(term) }
    }

    /// Records a new run, unless a run of its id is there already.
    public func create(
        _ run: RunRecord,
        events: [HistoryEvent],
        checkpoints: [Checkpoint],
        term: OwnershipTerm
    ) async throws(StoreError) -> Bool {
        try await operation("create run", run.id) { state throws(StoreError) in
            guard state.runs[run.id] == nil else { return false }
            state.lastNumber += 1
            state.runs[run.id] = Run(
                number: state.lastNumber,
                record: run,
                status: events.compactMap(\.resultingStatus).last ?? .pending,
                checkpoints: checkpoints,
                history: events,
                term: term
            )
            return true
        }
    }

    /// Takes a run over for a term.
    public func adopt(_ id: RunID, term: OwnershipTerm) async throws(StoreError) -> StoredRun {
        try await operation("adopt run", id) { state throws(StoreError) in
            guard var run = state.runs[id] else { throw StoreError(.unknownRun, during: "adopt run", runID: id) }
            if run.term != term, !run.status.isTerminal, state.alive.contains(run.term) {
                throw StoreError(.leaseHeld, during: "adopt run", runID: id, detail: "term \(run.term) is alive")
            }
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
        try await operation("append history", id) { state throws(StoreError) in
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

    /// Records how far a task has come.
    public func recordProgress(
        _ progress: TaskProgress,
        of id: RunID,
        term: OwnershipTerm
    ) async throws(StoreError) {
        try await operation("record progress", id) { state throws(StoreError) in
            guard var run = state.runs[id] else { throw StoreError(.unknownRun, during: "record progress", runID: id) }
            guard run.term == term else { throw StoreError(.leaseLost, during: "record progress", runID: id) }
            run.progress.removeAll { $0.task == progress.task }
            run.progress.append(progress)
            run.progress.sort { $0.task < $1.task }
            state.runs[id] = run
        }
    }

    /// A run as it stands, or nil.
    public func run(_ id: RunID) async throws(StoreError) -> StoredRun? {
        try await operation("read run", id) { state throws(StoreError) in state.runs[id]?.stored }
    }

    /// Runs, as many as the query allows.
    public func runs(_ query: RunQuery) async throws(StoreError) -> [RunOverview] {
        try await operation("list runs") { state throws(StoreError) in
            let alive = state.alive
            return Array(
                state.runs.values
                    .map { run in run.overview(isOwned: alive.contains(run.term)) }
                    .filter { query.admits($0) }
                    .sorted { query.order.puts($0, before: $1) }
                    .dropFirst(query.offset)
                    .prefix(query.limit)
            )
        }
    }

    /// The runs that have not ended, oldest first.
    public func unfinishedRuns() async throws(StoreError) -> [RunID] {
        try await operation("list unfinished runs") { state throws(StoreError) in
            state.runs.values.filter { !$0.status.isTerminal }.sorted { $0.number < $1.number }.map(\.record.id)
        }
    }

    /// When the attempts of a task began that began since an instant.
    public func starts(
        of task: TaskName,
        in workflow: WorkflowID,
        since: Timestamp
    ) async throws(StoreError) -> [Timestamp] {
        try await operation("read starts") { state throws(StoreError) in
            state.runs.values.filter { $0.record.workflow == workflow }
                .flatMap(\.history)
                .filter { $0.kind == .attemptStarted && $0.task == task && $0.at >= since }
                .map(\.at)
        }
    }

    /// Deletes up to `limit` ended runs, oldest first.
    public func prune(_ retention: Retention, limit: Int) async throws(StoreError) -> PruneReport {
        try await operation("prune") { state throws(StoreError) in
            let doomed = state.runs.values
                .filter { run in
                    guard let ended = run.endedAt, ended < retention.endedBefore else { return false }
                    let isOfState = retention.statuses.isEmpty || retention.statuses.contains(run.status)
                    return isOfState && (retention.workflow ?? run.record.workflow) == run.record.workflow
                }
                .sorted { $0.number < $1.number }
                .prefix(limit)
            for run in doomed { state.runs[run.record.id] = nil }
            return PruneReport(runs: doomed.count)
        }
    }

    private func operation<Value: Sendable>(
        _ name: String,
        _ id: RunID? = nil,
        _ body: (inout State) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let fault = await faults?.next(name)
        if fault == .before { throw StoreError(.inputOutput, during: name, runID: id, detail: "injected before") }
        let result = state.withLock { state -> Result<Value, StoreError> in
            do throws(StoreError) { return .success(try body(&state)) } catch { return .failure(error) }
        }
        if fault == .after { throw StoreError(.inputOutput, during: name, runID: id, detail: "injected after") }
        return try result.get()
    }
}

extension InMemoryStore.Run {
    fileprivate var endedAt: Timestamp? {
        status.isTerminal ? history.last { $0.resultingStatus?.isTerminal == true }?.at : nil
    }

    /// How often the process ended with the run: however many attempts were under way, that is one crash.
    private func crashes(behind position: Int) -> Int {
        let events = history.dropFirst(position + 1)
        return zip(events, events.dropFirst()).count { $0.kind == .attemptCrashed && $1.kind != .attemptCrashed }
    }

    fileprivate func overview(isOwned: Bool) -> RunOverview {
        let byHand = history.lastIndex { $0.kind == .runResumed && $0.cause != nil } ?? -1
        let retry = history.last.flatMap { $0.kind == .retryScheduled ? $0.dueAt : nil }
        return RunOverview(
            number: number,
            id: record.id,
            workflow: record.workflow,
            status: status,
            priority: record.priority,
            createdAt: record.createdAt,
            dueAt: status.isTerminal ? nil : retry ?? record.dueAt,
            updatedAt: history.last?.at ?? record.createdAt,
            endedAt: endedAt,
            failure: status == .failed ? history.last { $0.resultingStatus == .failed }?.failure : nil,
            attempts: history.count { $0.kind == .attemptStarted },
            crashes: crashes(behind: byHand),
            busy: history.reduce(.zero) { $0 + ($1.duration ?? .zero) },
            queueWait: checkpoints.reduce(.zero) { $0 + $1.queueWait },
            forkedFrom: record.forkedFrom,
            term: term,
            isOwned: isOwned
        )
    }
}

extension RunQuery {
    fileprivate func admits(_ run: RunOverview) -> Bool {
        if let workflow, run.workflow != workflow { return false }
        if !statuses.isEmpty, !statuses.contains(run.status) { return false }
        if let createdBefore, run.createdAt >= createdBefore { return false }
        if let createdSince, run.createdAt < createdSince { return false }
        if let endedBefore, run.endedAt.map({ $0 >= endedBefore }) ?? true { return false }
        if let quietSince, run.updatedAt >= quietSince { return false }
        if let dueBy, let due = run.dueAt, due > dueBy, quietSince != nil || run.status == .pending { return false }
        if let dueAfter, run.dueAt.map({ $0 <= dueAfter }) ?? true { return false }
        switch (order, cursor) {
        case (.newestFirst, let cursor?): return run.number < cursor
        case (.oldestFirst, let cursor?): return run.number > cursor
        case (.soonestFirst, _): return run.dueAt != nil
        default: return true
        }
    }
}

extension RunQuery.Order {
    fileprivate func puts(_ left: RunOverview, before right: RunOverview) -> Bool {
        switch self {
        case .newestFirst: left.number > right.number
        case .oldestFirst: left.number < right.number
        case .mostUrgentFirst: (right.priority, left.number) < (left.priority, right.number)
        case .soonestFirst:
            (left.dueAt?.microseconds ?? .max, left.number) < (right.dueAt?.microseconds ?? .max, right.number)
        }
    }
}
