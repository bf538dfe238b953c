#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The state machine of one run: a value without I/O.
///
/// Its state is what its history says and nothing else: events are applied one by one, live or replayed. Each
/// deciding method (see `RunState+Decisions.swift`) returns what to record, and what to do once that is recorded.
struct RunState: Sendable {
    /// Where a task stands.
    enum Phase: Hashable, Sendable {
        case waiting
        case underway
        case backingOff(until: Timestamp)
        case completed
        case failed
    }

    /// What is remembered of a task.
    struct Progress: Hashable, Sendable {
        var phase = Phase.waiting
        /// Attempts begun, ever.
        var attempts = 0
        /// Failures since the run was begun or last resumed by hand.
        var failures = 0
        /// Crashes in the same span.
        var crashes = 0
        var lastFailure: TaskFailure?
    }

    let record: RunRecord
    let definition: WorkflowDefinition
    private(set) var status = RunStatus.pending
    private(set) var tasks: [TaskName: Progress]
    private(set) var checkpoints: [TaskName: Checkpoint] = [:]
    /// How many events the history holds.
    private(set) var historyCount = 0
    /// What the run failed by; nil while it has not failed.
    private(set) var failure: TaskFailure?
    /// Why it was last resumed by hand.
    private(set) var lastCause: String?
    /// The state the run is heading for while attempts are still being stopped.
    var ending: (status: RunStatus, failure: TaskFailure?, cause: String?)?
    /// Whether the engine is stopping: what is under way is taken in, nothing new begins.
    var isDraining = false

    /// The state of a run before its first event.
    init(record: RunRecord, definition: WorkflowDefinition) {
        self.record = record
        self.definition = definition
        tasks = Dictionary(definition.tasks.map { ($0.name, Progress()) }, uniquingKeysWith: { first, _ in first })
    }

    /// The state of a stored run.
    init(_ stored: StoredRun, definition: WorkflowDefinition) {
        self.init(record: stored.record, definition: definition)
        for checkpoint in stored.checkpoints { checkpoints[checkpoint.task] = checkpoint }
        for event in stored.history { apply(event) }
    }

    /// Takes an event into the state.
    mutating func apply(_ event: HistoryEvent) {
        historyCount += 1
        status = event.resultingStatus ?? status
        switch event.kind {
        case .runCreated, .runCompleted, .runCancelled: break
        case .runFailed: failure = event.failure
        case .runResumed:
            failure = nil
            if let cause = event.cause {
                lastCause = cause
                forgive()
            }
        case .attemptStarted:
            change(event) {
                $0.phase = .underway
                $0.attempts = event.attempt ?? $0.attempts + 1
            }
        case .attemptFailed:
            change(event) {
                $0.phase = .waiting
                $0.failures += 1
                $0.lastFailure = event.failure
            }
        case .attemptInterrupted: change(event) { $0.phase = .waiting }
        case .attemptCrashed:
            change(event) {
                $0.phase = .waiting
                $0.crashes += 1
            }
        case .retryScheduled: change(event) { $0.phase = .backingOff(until: event.dueAt ?? event.at) }
        case .taskCompleted:
            change(event) {
                $0.phase = .completed
                $0.lastFailure = nil
            }
        case .taskFailed:
            change(event) {
                $0.phase = .failed
                $0.lastFailure = event.failure
            }
        }
    }

    /// Takes a result into the state.
    mutating func record(_ checkpoint: Checkpoint) {
        precondition(checkpoints[checkpoint.task] == nil, "task \(checkpoint.task) of run \(record.id) has two results")
        checkpoints[checkpoint.task] = checkpoint
    }

    /// A task's progress.
    func progress(of task: TaskName) -> Progress { tasks[task] ?? Progress() }

    /// The tasks in a phase, in the definition's order.
    func tasks(where matches: (Phase) -> Bool) -> [TaskDefinition] {
        definition.tasks.filter { matches(progress(of: $0.name).phase) }
    }

    /// Whether an attempt is under way.
    var isBusy: Bool { tasks.values.contains { $0.phase == .underway } }

    /// The inputs of a task whose dependencies all have results.
    func inputs(of task: TaskDefinition) -> [Data] {
        let needed = definition.dependencies(of: task.name)
        if needed.isEmpty { return task.inputTypes.isEmpty ? [] : [record.input] }
        return needed.compactMap { checkpoints[$0]?.output }
    }

    /// The snapshot handed to bodies and callers.
    var context: WorkflowContext {
        var errors: [TaskName: TaskFailure] = [:]
        for (name, progress) in tasks { errors[name] = progress.lastFailure }
        let current = tasks.filter { entry in
            switch entry.value.phase {
            case .underway, .backingOff: true
            case .waiting, .completed, .failed: false
            }
        }
        return WorkflowContext(
            workflowID: record.id,
            workflow: record.workflow,
            startTime: record.createdAt,
            status: status,
            currentTasks: current.keys.sorted(),
            results: checkpoints,
            errors: errors,
            failure: failure,
            metadata: record.metadata.merging(
                [WorkflowContext.inputKey: String(decoding: record.input, as: UTF8.self)],
                uniquingKeysWith: { _, input in input }
            )
        )
    }

    /// A run resumed by hand starts with a clean slate; one taken up after a crash does not.
    private mutating func forgive() {
        for name in tasks.keys {
            tasks[name]?.failures = 0
            tasks[name]?.crashes = 0
            if tasks[name]?.phase == .failed { tasks[name]?.phase = .waiting }
        }
    }

    private mutating func change(_ event: HistoryEvent, _ edit: (inout Progress) -> Void) {
        guard let task = event.task else { return }
        edit(&tasks[task, default: Progress()])
    }
}
