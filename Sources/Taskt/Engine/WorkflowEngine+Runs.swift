#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Starting, taking up and stopping runs.
extension WorkflowEngine {
    /// Runs a workflow to its end.
    ///
    /// A run of the same id is not started twice: the call joins it, resumes it, or returns how it ended; the input of
    /// the first start holds. A call that joins returns when the run's driver does, even where its own task is
    /// cancelled.
    ///
    /// - Parameters:
    ///   - workflow: the registered definition.
    ///   - input: what the first tasks take.
    ///   - runID: the run's id; a fresh one where none is given.
    ///   - priority: which of several runs goes first where attempts wait for their turn: the higher.
    ///   - metadata: what to remember of the run.
    /// - Returns: the run as it ended: completed, failed or cancelled.
    /// - Throws: what keeps the run from ending: an unknown workflow, a store that fails, a stop of the engine.
    /// - Durability: a result is on disk before a task that depends on it begins, and the end of the run is on disk
    ///   when this returns. When it throws, the run is as its last commit left it and can be resumed.
    public func execute<Input: Codable & Sendable>(
        _ workflow: WorkflowID,
        input: Input,
        runID: RunID? = nil,
        priority: Int = 0,
        metadata: [String: String] = [:]
    ) async throws(TasktError) -> WorkflowContext {
        let (plan, record) = try record(
            of: workflow,
            input: input,
            id: runID,
            priority: priority,
            dueAt: nil,
            metadata: metadata,
            during: "execute"
        )
        let driven = try await inFlight.drive(record.id) { (mailbox) throws(TasktError) in
            try checkOpen("execute", record.id)
            let state = RunState(record: record, plan: plan)
            let driver = RunDriver(engine: self, state: state, input: input, mailbox: mailbox)
            if let context = try await driver.begin() { return context }
            let stored = try await adopted(record.id, during: "execute")
            // Another workflow's run under this id is none of this call's business: it is shown, not driven.
            guard stored.record.workflow == workflow else {
                return WorkflowContext(RunState(stored, plan: WorkflowPlan(of: stored.record)))
            }
            return try await take(up: stored, cause: nil, mailbox: mailbox)
        }
        guard driven.context.workflow == workflow else {
            throw TasktError(
                .runIDTaken,
                during: "execute",
                workflow: workflow,
                runID: record.id,
                detail: "a run of \(driven.context.workflow) has this id"
            )
        }
        return driven.context
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
    /// - Throws: `unknownRun`, `unknownWorkflow`, `leaseHeld`, `definitionChanged` with the task named,
    ///   `notResumable` where its effects have been taken back, or what keeps the run from ending.
    /// - Durability: as with ``execute(_:input:runID:priority:metadata:)``.
    public func resume(_ id: RunID, cause: String? = nil) async throws(TasktError) -> WorkflowContext {
        while true {
            let (context, isDriver) = try await inFlight.drive(id) { (mailbox) throws(TasktError) in
                try checkOpen("resume", id)
                return try await take(up: adopted(id, during: "resume"), cause: cause, mailbox: mailbox)
            }
            // A driver that was just about to end the run knew nothing of the wish to resume it.
            if isDriver || cause == nil || context.status == .completed { return context }
        }
    }

    /// Stops a run; its unfinished tasks are cancelled, its recorded results stay.
    ///
    /// Returns when the run has ended; to ask and not wait, as a body of the run itself must, use ``stop(_:cause:)``. A
    /// run that nobody drives, after a crash for instance, is ended here and now. Either way, effects of tasks that
    /// have a compensation are taken back first. A run whose definition is no longer registered is ended as it is.
    ///
    /// - Returns: whether the run ended as cancelled by this call; false where it ended otherwise, before or meanwhile.
    /// - Throws: `unknownRun`, `leaseHeld` or `storeFailed`; then the run is not cancelled.
    /// - Durability: the end of the run is on disk when this returns.
    public func cancel(_ id: RunID, cause: String) async throws(TasktError) -> Bool {
        while true {
            if inFlight.post(.cancel(cause), to: id), let outcome = await inFlight.joined(id) {
                return try outcome.get().status == .cancelled
            }
            let wasOpen = Flag()
            let context = try await inFlight.driveAlone(id) { (mailbox) throws(TasktError) in
                try checkOpen("cancel", id)
                return try await cancelStored(id, cause, wasOpen, mailbox)
            }
            // Nil where a driver came in between: that one is asked.
            if let context { return wasOpen.isSet && context.status == .cancelled }
        }
    }

    private func cancelStored(
        _ id: RunID,
        _ cause: String,
        _ wasOpen: Flag,
        _ mailbox: Mailbox<RunSignal>
    ) async throws(TasktError) -> WorkflowContext {
        let stored = try await adopted(id, during: "cancel")
        let known: WorkflowPlan?
        do throws(TasktError) { known = try plan(of: stored.record, during: "cancel") } catch { known = nil }
        var state = RunState(stored, plan: known ?? WorkflowPlan(of: stored.record))
        if state.status.isTerminal { return WorkflowContext(state) }
        wasOpen.set()
        if known != nil {
            return try await RunDriver(engine: self, state: state, input: nil, mailbox: mailbox).abandon(cause: cause)
        }
        let event = HistoryEvent(.runCancelled, at: environment.now(), cause: cause)
        let (position, term) = (state.historyCount, term)
        try await storing("cancel", id) { () async throws(StoreError) in
            try await self.store.append([event], checkpoints: [], at: position, to: id, term: term)
        }
        state.apply(event)
        metrics.runEnded(stored.record.workflow, .cancelled)
        return WorkflowContext(state)
    }

    /// Asks a run that this engine drives to stop; nothing where it drives none of this id.
    ///
    /// - Returns: whether it was asked.
    public func stop(_ id: RunID, cause: String) -> Bool {
        inFlight.post(.cancel(cause), to: id)
    }

    /// Ends the engine: nothing new begins, and what is under way has `grace` to end before it is stopped.
    ///
    /// Runs that have not ended are given back as their last commit left them, and can be taken up by another engine.
    /// Returns when nothing of this engine uses the store any more, but for bodies that do not answer to cancellation:
    /// those are waited for no longer than ``Options/cancellationGrace``, and what they give is dropped.
    public func shutdown(grace: Duration = .seconds(10)) async {
        isShutDown.set()
        bell.ring()
        inFlight.drain()
        let (clock, inFlight) = (environment.clock, inFlight)
        let alarm = Task {
            do {
                try await clock.sleep(for: grace)
                inFlight.halt()
            } catch {
                // Everything ended within the grace.
            }
        }
        await inFlight.idle()
        alarm.cancel()
        inFlight.dismiss { id in
            TasktError(.interrupted, during: "wait", runID: id, detail: "the engine was shut down")
        }
        store.closeTerm(term)
    }

    /// Resumes a stored run whose driver the caller is.
    func take(
        up stored: StoredRun,
        cause: String?,
        mailbox: Mailbox<RunSignal>
    ) async throws(TasktError) -> WorkflowContext {
        let state = RunState(stored, plan: try plan(of: stored.record, during: "resume"))
        let isSettled = cause == nil || cause == state.lastCause
        if state.status == .completed || (state.status.isTerminal && isSettled) { return WorkflowContext(state) }
        if state.status.isTerminal, state.isUndone {
            throw TasktError(
                .notResumable,
                during: "resume",
                workflow: state.record.workflow,
                runID: state.record.id,
                detail: "its effects have been taken back; fork it instead"
            )
        }
        return try await RunDriver(engine: self, state: state, input: nil, mailbox: mailbox).resume(cause: cause)
    }

    /// What is to be recorded of a new run.
    func record<Input: Codable & Sendable>(
        of workflow: WorkflowID,
        input: Input,
        id: RunID?,
        priority: Int,
        dueAt: Timestamp?,
        metadata: [String: String],
        during operation: String
    ) throws(TasktError) -> (WorkflowPlan, RunRecord) {
        let plan = try plan(of: workflow, during: operation)
        let id = id ?? environment.newRunID()
        func refuse(_ code: TasktError.Code, _ detail: String, _ underlying: (any Error)? = nil) -> TasktError {
            TasktError(
                code,
                during: operation,
                workflow: workflow,
                runID: id,
                detail: detail,
                underlying: underlying
            )
        }
        guard (1...200).contains(id.rawValue.utf8.count), !id.rawValue.utf8.contains(0) else {
            throw refuse(.invalidRunID, "expected 1 to 200 bytes, found \(id.rawValue.utf8.count)")
        }
        if let expected = plan.definition.inputType, expected != Input.self {
            throw refuse(.inputTypeMismatch, "expected \(expected), found \(Input.self)")
        }
        let json: Data
        do {
            json = try CanonicalJSON.encode(input)
        } catch {
            throw refuse(.inputTypeMismatch, "the input cannot be written as JSON: \(error.shown)")
        }
        guard json.count <= options.payloadLimit else {
            throw refuse(
                .inputTooLarge,
                "the input has \(json.count) bytes of JSON: expected at most \(options.payloadLimit)"
            )
        }
        let record = RunRecord(
            id: id,
            workflow: workflow,
            outline: plan.outline,
            input: json,
            metadata: metadata,
            createdAt: environment.now(),
            priority: priority,
            dueAt: dueAt
        )
        return (plan, record)
    }

    func checkOpen(_ operation: String, _ id: RunID?) throws(TasktError) {
        if isShutDown.isSet {
            throw TasktError(.interrupted, during: operation, runID: id, detail: "the engine was shut down")
        }
    }
}
