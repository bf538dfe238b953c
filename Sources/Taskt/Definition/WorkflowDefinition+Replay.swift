#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension WorkflowDefinition {
    /// Takes a recorded run through today's state machine and this definition, and runs no body.
    ///
    /// For tests that keep recorded runs and make sure that later versions of a workflow still understand them: a run
    /// that replays can be resumed after an upgrade.
    ///
    /// - Returns: the run as the history leaves it.
    /// - Throws: `definitionChanged` with the task named where the run was begun with another definition;
    ///   `resultUndecodable` where a recorded result is no longer of its task's type; `historyBroken` where history,
    ///   results and state contradict each other.
    public func replay(_ run: StoredRun) throws(TasktError) -> WorkflowContext {
        let plan = WorkflowPlan(self)
        func broken(_ detail: String, _ task: TaskName? = nil) -> TasktError {
            TasktError(.historyBroken, during: "replay", workflow: id, runID: run.record.id, task: task, detail: detail)
        }
        guard run.record.workflow == id else { throw broken("it is a run of \(run.record.workflow)") }
        if let error = plan.mismatch(with: run.record, during: "replay") { throw error }
        let state = RunState(run, plan: plan)
        guard state.status == run.status else {
            throw broken("its state is \(run.status), its history leads to \(state.status)")
        }
        for (task, progress) in zip(plan.tasks, state.tasks) {
            let isCompleted = progress.phase == .completed
            guard isCompleted == (progress.checkpoint != nil) else {
                throw broken(isCompleted ? "it completed and has no result" : "it has a result and no end", task.name)
            }
            guard let checkpoint = progress.checkpoint else { continue }
            do {
                _ = try JSONDecoder().decode(task.outputType, from: checkpoint.output)
            } catch {
                let detail = (error as? DecodingError).map { "\($0.path): \($0.expectation)" } ?? "\(error)"
                throw TasktError(
                    .resultUndecodable,
                    during: "replay",
                    workflow: id,
                    runID: run.record.id,
                    task: task.name,
                    detail: detail
                )
            }
        }
        return WorkflowContext(state)
    }
}

extension WorkflowPlan {
    /// What keeps a run that was begun with another definition from going on under this one; nil where nothing does.
    func mismatch(with record: RunRecord, during operation: String) -> TasktError? {
        guard record.outline != outline else { return nil }
        // The first version of a workflow stands in no outline; said here, it is not mistaken for a task's.
        func whole(_ outline: [String]) -> [String] {
            (outline.first?.hasPrefix("@") == true ? outline : ["@1"] + outline) + [""]
        }
        let changed = zip(whole(record.outline), whole(outline)).first { $0 != $1 }
        let (before, now) = changed ?? ("", "")
        let name = (before.isEmpty ? now : before).prefix { $0 != "@" }
        return TasktError(
            .definitionChanged,
            during: operation,
            workflow: record.workflow,
            runID: record.id,
            task: name.isEmpty ? nil : TaskName(rawValue: String(name)),
            detail: "the run was begun with \"\(before)\", the definition says \"\(now)\""
        )
    }
}
