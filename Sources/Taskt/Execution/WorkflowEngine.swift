import Logging
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Runs workflows durably: each task's result is recorded before anything that depends on it begins.
///
/// ```swift
/// let engine = try await WorkflowEngine(store: store)
/// try engine.register(analysis)
/// let context = try await engine.execute("document-analysis", input: document)
/// ```
///
/// One engine drives a run at a time; a store's fencing tokens keep an engine that was declared dead from writing.
/// After a crash, ``unfinishedRuns()`` tells what there is to ``resume(_:cause:)``.
public final class WorkflowEngine: Sendable {
    /// What can be set on an engine.
    public struct Options: Sendable {
        /// A task whose attempts ended with the process this often fails as ``FailureCode/crashed``.
        public var crashLimit: Int
        /// How often a commit that failed for a passing reason is tried again before the run is given back.
        public var storeRetries: RetryPolicy

        /// Makes options.
        public init(
            crashLimit: Int = 10,
            storeRetries: RetryPolicy = RetryPolicy(retries: 4, initialDelay: .milliseconds(50))
        ) {
            self.crashLimit = crashLimit
            self.storeRetries = storeRetries
        }
    }

    let store: any WorkflowStore
    let environment: EngineEnvironment
    let options: Options
    let term: OwnershipTerm
    let metrics: EngineMetrics
    private let definitions = Mutex<[WorkflowID: WorkflowDefinition]>([:])
    private let inFlight = InFlightRuns()

    /// Opens a term of ownership in the store.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/storeFailed``.
    /// - Durability: the term is on disk when this returns.
    public init(
        store: any WorkflowStore,
        environment: EngineEnvironment = EngineEnvironment(),
        options: Options = Options()
    ) async throws(TasktError) {
        self.store = store
        self.environment = environment
        self.options = options
        metrics = EngineMetrics(factory: environment.metricsFactory)
        do throws(StoreError) {
            term = try await store.openTerm()
        } catch {
            throw TasktError(.storeFailed, during: "open engine", underlying: error)
        }
    }

    /// Checks a definition and makes it known; a definition of the same id is replaced.
    ///
    /// - Throws: ``TasktError/Code-swift.struct/invalidDefinition``, naming the task.
    public func register(_ definition: WorkflowDefinition) throws(TasktError) {
        try definition.validate()
        definitions.withLock { $0[definition.id] = definition }
    }

    /// Runs a workflow to its end.
    ///
    /// A run of the same id is not started twice: the call joins it, resumes it, or returns how it ended.
    ///
    /// - Parameters:
    ///   - workflow: the registered definition.
    ///   - input: what the first tasks take.
    ///   - runID: the run's id; a fresh one where none is given.
    ///   - metadata: what to remember of the run.
    /// - Returns: the run as it ended: completed, failed or cancelled.
    /// - Throws: what keeps the run from ending: an unknown workflow, a store that fails, a stop of the engine.
    /// - Durability: a result is on disk before a task that depends on it begins, and the end of the run is on disk
    ///   when this returns. When it throws, the run is as its last commit left it and can be resumed.
    public func execute<Input: Codable & Sendable>(
        _ workflow: WorkflowID,
        input: Input,
        runID: RunID? = nil,
        metadata: [String: String] = [:]
    ) async throws(TasktError) -> WorkflowContext {
        let definition = try definition(workflow, during: "execute")
        let id = runID ?? environment.newRunID()
        if let expected = definition.inputType, expected != Input.self {
            throw TasktError(
                .inputTypeMismatch,
                during: "execute",
                workflow: workflow,
                runID: id,
                detail: "expected \(expected), found \(Input.self)"
            )
        }
        let json: Data
        do {
            json = try CanonicalJSON.encode(input)
        } catch {
            throw TasktError(
                .inputTypeMismatch,
                during: "execute",
                workflow: workflow,
                runID: id,
                detail: "the input cannot be written as JSON",
                underlying: error
            )
        }
        let record = RunRecord(
            id: id,
            workflow: workflow,
            outline: definition.outline,
            input: json,
            metadata: metadata,
            createdAt: environment.now()
        )
        return try await inFlight.drive(id) { (cancellation) throws(TasktError) in
            let driver = RunDriver(engine: self, runID: id, workflow: workflow, cancellation: cancellation)
            return try await driver.begin(RunState(record: record, definition: definition))
        }
    }

    /// Takes up a run that a crash or a stop left unfinished, or, by hand, one that failed or was cancelled.
    ///
    /// Recorded results stay; everything else runs again. A run that is in progress is joined, and one that completed
    /// is returned as it is.
    ///
    /// - Parameters:
    ///   - id: the run.
    ///   - cause: who or what asks to resume a run that had ended, which gives the failed tasks their attempts back;
    ///     nil to take up unfinished runs only. A cause that the run was resumed for last is not acted on again, so
    ///     that the call can be repeated after a crash.
    /// - Returns: the run as it ended.
    /// - Throws: `unknownRun`, `unknownWorkflow`, `definitionChanged` with the task named, or what keeps the run from
    ///   ending.
    /// - Durability: as with ``execute(_:input:runID:metadata:)``.
    public func resume(_ id: RunID, cause: String? = nil) async throws(TasktError) -> WorkflowContext {
        try await inFlight.drive(id) { (cancellation) throws(TasktError) in
            try await take(up: adopted(id, during: "resume"), cause: cause, cancellation: cancellation)
        }
    }

    /// Stops a run; its unfinished tasks are cancelled, its recorded results stay.
    ///
    /// A run that this engine drives is asked to stop, and has ended when the call that drives it returns; one that
    /// nobody drives, after a crash for instance, is ended here and now.
    ///
    /// - Returns: whether the run is, or will be, ended by this call; false where it has ended already.
    /// - Throws: `unknownRun`, or `storeFailed`.
    public func cancel(_ id: RunID, cause: String) async throws(TasktError) -> Bool {
        if inFlight.cancel(id, cause: cause) { return true }
        var isEndedHere = false
        _ = try await inFlight.drive(id) { (cancellation) throws(TasktError) in
            let stored = try await adopted(id, during: "cancel")
            let definition = try definition(stored.record.workflow, during: "cancel")
            var state = RunState(stored, definition: definition)
            if state.status.isTerminal { return state.context }
            let driver = RunDriver(engine: self, runID: id, workflow: definition.id, cancellation: cancellation)
            try await driver.abandon(&state, cause: cause)
            isEndedHere = true
            return state.context
        }
        return isEndedHere
    }

    /// Asks a run that this engine drives to stop; nothing where it drives none of this id.
    ///
    /// - Returns: whether it was asked.
    public func stop(_ id: RunID, cause: String) -> Bool {
        inFlight.cancel(id, cause: cause)
    }

    /// A run as the store knows it now.
    public func context(of id: RunID) async throws(TasktError) -> WorkflowContext {
        let stored = try await stored(id, during: "read context")
        let definition = try definition(stored.record.workflow, during: "read context")
        return RunState(stored, definition: definition).context
    }

    /// A run's history, oldest first.
    public func history(of id: RunID) async throws(TasktError) -> [HistoryEvent] {
        try await stored(id, during: "read history").history
    }

    /// The runs that have not ended, oldest first.
    public func unfinishedRuns() async throws(TasktError) -> [RunID] {
        do throws(StoreError) {
            return try await store.unfinishedRuns()
        } catch {
            throw TasktError(.storeFailed, during: "list unfinished runs", underlying: error)
        }
    }

    /// Resumes a stored run whose driver this is.
    func take(
        up stored: StoredRun,
        cause: String?,
        cancellation: AsyncStream<String>
    ) async throws(TasktError) -> WorkflowContext {
        let record = stored.record
        let definition = try definition(record.workflow, during: "resume")
        if record.outline != definition.outline {
            let changed = zip(record.outline + [""], definition.outline + [""]).first { $0 != $1 }
            let (before, now) = changed ?? ("", "")
            let name = (before.isEmpty ? now : before).prefix { $0 != "@" }
            throw TasktError(
                .definitionChanged,
                during: "resume",
                workflow: record.workflow,
                runID: record.id,
                task: TaskName(rawValue: String(name)),
                detail: "the run was begun with \"\(before)\", the definition says \"\(now)\""
            )
        }
        let state = RunState(stored, definition: definition)
        let isSettled = cause == nil || cause == state.lastCause
        let isOver = state.status == .completed || (state.status.isTerminal && isSettled)
        if isOver { return state.context }
        let driver = RunDriver(engine: self, runID: record.id, workflow: record.workflow, cancellation: cancellation)
        return try await driver.resume(state, cause: cause)
    }

    private func adopted(_ id: RunID, during operation: String) async throws(TasktError) -> StoredRun {
        do throws(StoreError) {
            return try await store.adopt(id, term: term)
        } catch {
            let code: TasktError.Code = error.code == .unknownRun ? .unknownRun : .storeFailed
            throw TasktError(code, during: operation, runID: id, underlying: error)
        }
    }

    private func definition(_ id: WorkflowID, during operation: String) throws(TasktError) -> WorkflowDefinition {
        guard let definition = definitions.withLock({ $0[id] }) else {
            throw TasktError(.unknownWorkflow, during: operation, workflow: id)
        }
        return definition
    }

    private func stored(_ id: RunID, during operation: String) async throws(TasktError) -> StoredRun {
        let found: StoredRun?
        do throws(StoreError) {
            found = try await store.run(id)
        } catch {
            throw TasktError(.storeFailed, during: operation, runID: id, underlying: error)
        }
        guard let found else { throw TasktError(.unknownRun, during: operation, runID: id) }
        return found
    }
}
