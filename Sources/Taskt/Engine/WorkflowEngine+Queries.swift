/// What is known of runs.
extension WorkflowEngine {
    /// A run as the store knows it now.
    ///
    /// Its definition need not be registered.
    ///
    /// - Throws: `unknownRun` or `storeFailed`.
    public func context(of id: RunID) async throws(TasktError) -> WorkflowContext {
        let stored = try await stored(id, during: "read context")
        return WorkflowContext(RunState(stored, plan: WorkflowPlan(of: stored.record)))
    }

    /// A run's history, oldest first.
    ///
    /// - Throws: `unknownRun` or `storeFailed`.
    public func history(of id: RunID) async throws(TasktError) -> [HistoryEvent] {
        try await stored(id, during: "read history").history
    }

    /// The runs that have not ended, oldest first.
    ///
    /// - Throws: `storeFailed`.
    public func unfinishedRuns() async throws(TasktError) -> [RunID] {
        do throws(StoreError) {
            return try await store.unfinishedRuns()
        } catch {
            throw TasktError(.storeFailed, during: "list unfinished runs", underlying: error)
        }
    }

    /// Runs, with the figures that are kept of each.
    ///
    /// - Throws: `storeFailed`.
    public func runs(_ query: RunQuery = RunQuery()) async throws(TasktError) -> [RunOverview] {
        do throws(StoreError) {
            return try await store.runs(query)
        } catch {
            throw TasktError(.storeFailed, during: "list runs", underlying: error)
        }
    }

    /// Runs that should be going on and are not: unfinished, due, and with nothing recorded of them for `idle`.
    ///
    /// ``RunOverview/isOwned`` tells a run whose body takes long from one that nobody drives.
    ///
    /// - Throws: `storeFailed`.
    public func stuckRuns(idle: Duration, limit: Int = 50) async throws(TasktError) -> [RunOverview] {
        let now = environment.now()
        let query = RunQuery(
            statuses: RunQuery.unfinished,
            quietSince: now.advanced(by: .zero - idle),
            dueBy: now,
            order: .oldestFirst,
            limit: limit
        )
        return try await runs(query)
    }

    /// Deletes ended runs with their checkpoints, histories and payloads.
    ///
    /// - Returns: what was deleted.
    /// - Throws: `storeFailed`.
    /// - Durability: each run goes whole or not at all; what a crash leaves undone, the next call does.
    public func prune(_ retention: Retention) async throws(TasktError) -> PruneReport {
        var report = PruneReport()
        while true {
            do throws(StoreError) {
                // Small steps, so that runs in progress get their turn at the store in between.
                let step = try await store.prune(retention, limit: 100)
                report.add(step)
                if step.runs == 0 { return report }
            } catch {
                throw TasktError(.storeFailed, during: "prune", underlying: error)
            }
        }
    }
}
