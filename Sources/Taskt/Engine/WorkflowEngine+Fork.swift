/// Running a part of a run again, as a run of its own.
extension WorkflowEngine {
    /// Makes a new run of an old one's input that begins with its results, but for those of `task` and of everything
    /// behind it.
    ///
    /// The old run stays as it is, and so do its effects: what was taken over from it is not taken back where the new
    /// one fails. Results whose effects the old run took back are made again. The new one is recorded, not begun: ``resume(_:cause:)`` drives it, or ``run()``
    /// takes it up.
    ///
    /// - Parameters:
    ///   - id: the old run, in any state.
    ///   - task: the first task to run again; nil to run all of them again.
    ///   - newID: the new run's id; a fresh one where none is given. A repeat of the same call is the same fork.
    ///   - cause: who or what asks.
    /// - Returns: the new run's id.
    /// - Throws: `unknownRun`, `unknownTask`, `runIDTaken` or `storeFailed`.
    /// - Durability: the new run is on disk when this returns.
    public func fork(
        _ id: RunID,
        from task: TaskName? = nil,
        as newID: RunID? = nil,
        cause: String? = nil
    ) async throws(TasktError) -> RunID {
        let stored = try await stored(id, during: "fork")
        let plan = WorkflowPlan(of: stored.record)
        var again = Set(plan.tasks.indices)
        if let task {
            guard let index = plan.index(of: task) else {
                let known = plan.tasks.map(\.name.rawValue).joined(separator: ", ")
                throw TasktError(
                    .unknownTask,
                    during: "fork",
                    workflow: stored.record.workflow,
                    runID: id,
                    task: task,
                    detail: "expected one of \(known)"
                )
            }
            again = plan.downstream(of: index)
        }
        // What was taken back, or cannot be read any more, is made again, with all that rests on it.
        let undone = stored.history.filter { $0.kind == .compensationStarted }.compactMap(\.task)
        for name in undone + stored.checkpoints.filter({ $0.defect != nil }).map(\.task) {
            guard let index = plan.index(of: name) else { continue }
            again.formUnion(plan.downstream(of: index))
        }
        let kept = stored.checkpoints.filter { checkpoint in
            plan.index(of: checkpoint.task).map { !again.contains($0) } ?? false
        }
        let now = environment.now()
        let record = RunRecord(
            id: newID ?? environment.newRunID(),
            workflow: stored.record.workflow,
            outline: stored.record.outline,
            input: stored.record.input,
            metadata: stored.record.metadata,
            createdAt: now,
            priority: stored.record.priority,
            forkedFrom: id
        )
        let origin = "forked from \(id)" + (task.map { " at \($0)" } ?? "") + (cause.map { ": \($0)" } ?? "")
        var events = [HistoryEvent(.runCreated, at: now, cause: origin)]
        for checkpoint in kept {
            events.append(HistoryEvent(.taskReused, at: now, task: checkpoint.task, attempt: checkpoint.attempt))
        }
        for event in stored.history where event.kind == .taskSkipped {
            guard let name = event.task, let index = plan.index(of: name), !again.contains(index) else { continue }
            events.append(HistoryEvent(.taskSkipped, at: now, task: name, cause: event.cause))
        }
        let term = term
        let isNew = try await storing("fork", record.id) { () async throws(StoreError) in
            try await self.store.create(record, events: events, checkpoints: kept, term: term)
        }
        if !isNew {
            let found = try await self.stored(record.id, during: "fork")
            guard found.record.forkedFrom == id, found.history.first?.cause == origin else {
                throw TasktError(
                    .runIDTaken,
                    during: "fork",
                    workflow: record.workflow,
                    runID: record.id,
                    detail: "a run of this id is there already"
                )
            }
        }
        bell.ring()
        return record.id
    }
}
