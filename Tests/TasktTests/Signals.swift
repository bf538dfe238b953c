import Synchronization
import Taskt
import TasktTesting

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A place at which bodies wait until a test lets them go on, whatever is asked of them meanwhile.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var arrivals = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// How many have come so far.
    var arrivals: Int { state.withLock(\.arrivals) }

    /// Lets everyone through, now and later.
    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Arrives, and waits until the gate is open; does not answer to cancellation.
    func wait() async {
        await withCheckedContinuation { continuation in
            let (isOpen, watchers) = state.withLock { state in
                state.arrivals += 1
                if !state.isOpen { state.waiting.append(continuation) }
                let count = state.arrivals
                let reached = state.watchers.filter { $0.count <= count }.map(\.continuation)
                state.watchers.removeAll { $0.count <= count }
                return (state.isOpen, reached)
            }
            for watcher in watchers { watcher.resume() }
            if isOpen { continuation.resume() }
        }
    }

    /// Waits until so many have come.
    func arrivals(atLeast count: Int) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if state.arrivals >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isReached { continuation.resume() }
        }
    }
}

/// What bodies do that a test decides on only once they are declared.
final class Hook<Moment: Sendable>: Sendable {
    private let action = Mutex<(@Sendable (Moment) -> Void)?>(nil)

    func set(_ action: @escaping @Sendable (Moment) -> Void) { self.action.withLock { $0 = action } }

    func callAsFunction(_ moment: Moment) { action.withLock(\.self)?(moment) }
}

/// Counts how many are somewhere at once.
final class Meter: Sendable {
    private let state = Mutex((count: 0, highest: 0))

    /// The most there ever were.
    var highest: Int { state.withLock(\.highest) }

    func enter() {
        state.withLock { state in
            state.count += 1
            state.highest = max(state.highest, state.count)
        }
    }

    func leave() { state.withLock { $0.count -= 1 } }
}

/// Remembers, in order, what it was told.
final class Notes: Sendable {
    private let notes = Mutex<[String]>([])

    var all: [String] { notes.withLock(\.self) }

    func add(_ note: String) { notes.withLock { $0.append(note) } }
}

/// A store that tells a test what is recorded, at the moment it is, and who asks for what.
final class ObservedStore: WorkflowStore {
    private struct State {
        var calls: [String] = []
        var events: [(run: RunID, event: HistoryEvent)] = []
        var watchers: [Watcher] = []
    }

    private struct Watcher {
        let kind: HistoryEvent.Kind
        let task: TaskName?
        let count: Int
        let continuation: CheckedContinuation<Void, Never>

        func isContent(with state: State) -> Bool {
            state.events.count { $0.event.kind == kind && (task == nil || $0.event.task == task) } >= count
        }
    }

    let base: InMemoryStore
    private let state = Mutex(State())

    init(_ base: InMemoryStore = InMemoryStore()) { self.base = base }

    /// The operations asked for so far.
    var calls: [String] { state.withLock(\.calls) }

    /// Waits until so many events of a kind are on record.
    func recorded(_ kind: HistoryEvent.Kind, _ task: TaskName? = nil, times count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let watcher = Watcher(kind: kind, task: task, count: count, continuation: continuation)
            let isReached = state.withLock { state in
                if watcher.isContent(with: state) { return true }
                state.watchers.append(watcher)
                return false
            }
            if isReached { continuation.resume() }
        }
    }

    func openTerm() async throws(StoreError) -> OwnershipTerm {
        note("open term")
        return try await base.openTerm()
    }

    func closeTerm(_ term: OwnershipTerm) { base.closeTerm(term) }

    func create(
        _ run: RunRecord,
        events: [HistoryEvent],
        checkpoints: [Checkpoint],
        term: OwnershipTerm
    ) async throws(StoreError) -> Bool {
        note("create run")
        let isNew = try await base.create(run, events: events, checkpoints: checkpoints, term: term)
        if isNew { saw(events, of: run.id) }
        return isNew
    }

    func adopt(_ id: RunID, term: OwnershipTerm) async throws(StoreError) -> StoredRun {
        note("adopt run")
        return try await base.adopt(id, term: term)
    }

    func append(
        _ events: [HistoryEvent],
        checkpoints: [Checkpoint],
        at position: Int,
        to id: RunID,
        term: OwnershipTerm
    ) async throws(StoreError) {
        note("append history")
        try await base.append(events, checkpoints: checkpoints, at: position, to: id, term: term)
        saw(events, of: id)
    }

    func recordProgress(_ progress: TaskProgress, of id: RunID, term: OwnershipTerm) async throws(StoreError) {
        note("record progress")
        try await base.recordProgress(progress, of: id, term: term)
    }

    func run(_ id: RunID) async throws(StoreError) -> StoredRun? {
        note("read run")
        return try await base.run(id)
    }

    func runs(_ query: RunQuery) async throws(StoreError) -> [RunOverview] {
        note("list runs")
        return try await base.runs(query)
    }

    func unfinishedRuns() async throws(StoreError) -> [RunID] {
        note("list unfinished runs")
        return try await base.unfinishedRuns()
    }

    func starts(
        of task: TaskName,
        in workflow: WorkflowID,
        since: Timestamp
    ) async throws(StoreError) -> [Timestamp] {
        note("read starts")
        return try await base.starts(of: task, in: workflow, since: since)
    }

    func prune(_ retention: Retention, limit: Int) async throws(StoreError) -> PruneReport {
        note("prune")
        return try await base.prune(retention, limit: limit)
    }

    private func note(_ call: String) { state.withLock { $0.calls.append(call) } }

    private func saw(_ events: [HistoryEvent], of run: RunID) {
        let watchers = state.withLock { state in
            state.events += events.map { (run, $0) }
            let now = state
            let content = state.watchers.filter { $0.isContent(with: now) }.map(\.continuation)
            state.watchers.removeAll { $0.isContent(with: now) }
            return content
        }
        for watcher in watchers { watcher.resume() }
    }
}

/// What a disk holds once the process that wrote it is gone: a copy of every run, owned by no one alive.
///
/// So many events of each history are kept; all where `count` is nil.
func wreck(of store: some WorkflowStore, keeping count: Int? = nil) async throws -> InMemoryStore {
    let copy = InMemoryStore()
    for overview in try await store.runs(RunQuery(order: .oldestFirst, limit: .max)) {
        let run = try await RecordedRun(overview.id, from: store)
        try await run.cut(behind: count ?? run.stored.history.count).restore(to: copy)
    }
    return copy
}

/// The wall-clock time at which the clock of a ``timedEngine(_:_:options:jitter:_:)`` stands at zero.
let origin = Timestamp(microseconds: 1_700_000_000_000_000)

/// An engine all of whose times, those it records and those it measures by, are a manual clock's.
func timedEngine(
    _ store: any WorkflowStore,
    _ clock: ManualClock,
    options: WorkflowEngine.Options = .init(storeRetries: .never),
    jitter: Double = 0,
    _ definitions: WorkflowDefinition...
) async throws -> WorkflowEngine {
    let environment = EngineEnvironment(
        clock: clock,
        uptime: { clock.now.offset },
        now: { origin.advanced(by: clock.now.offset) },
        jitter: { jitter },
        newRunID: { "r-only" }
    )
    let engine = try await WorkflowEngine(store: store, environment: environment, options: options)
    for definition in definitions { try engine.register(definition) }
    return engine
}

/// A run's id that ends with a number.
func numbered(_ prefix: String, _ number: Int) -> RunID { RunID(rawValue: "\(prefix)-\(number)") }

/// A workflow of one task.
func single(
    _ rules: TaskRules = TaskRules(),
    _ body: @escaping @Sendable (TaskContext, Int) async throws -> Int
) -> WorkflowDefinition {
    WorkflowDefinition("single", input: Int.self) { graph in
        graph.task("only", after: graph.input, rules: rules, handler: body)
    }
}

/// How deep the tests with many repetitions go: `TASKT_TEST_DEPTH=nightly` asks for the full depth.
func depth(_ short: Int, nightly: Int) -> Int {
    ProcessInfo.processInfo.environment["TASKT_TEST_DEPTH"] == "nightly" ? nightly : short
}
