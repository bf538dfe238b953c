import Synchronization
import Taskt
import TasktSQLite
import TasktTesting

/// The runs of a golden database, one of each kind that a later schema must be able to take over.
struct GoldenRuns: Sendable {
    static let due = Timestamp(microseconds: 4_000_000_000_000_000)

    private let gate = Gate()
    private let clock = ManualClock()

    /// Records the runs in a new database, as an engine leaves them that ends in the midst of its work.
    func record(to path: String) async throws {
        let database = try WorkflowDatabase(path: path)
        try await recordEndedRuns(in: database)
        try await recordStoppedRun(in: database) { engine in
            async let run = engine.execute("diamond", input: 21, runID: "r-backoff")
            await clock.sleepers(atLeast: 1)
            try await parsed("r-backoff", in: database)
            await engine.shutdown(grace: .zero)
            _ = try await run
        }
        try await recordStoppedRun(in: database) { engine in
            async let run = engine.execute("diamond", input: 21, runID: "r-hang")
            try await parsed("r-hang", in: database)
            await engine.shutdown(grace: .zero)
            _ = try await run
        }
        try await recordStoppedRun(in: database) { engine in
            async let run = engine.execute("diamond", input: 21, runID: "r-cancelled")
            try await parsed("r-cancelled", in: database)
            _ = try await engine.cancel("r-cancelled", cause: "asked by an operator")
            _ = try await run
        }
        // The database goes away while a body is under way, which is what the end of the process comes to.
        let engine = try await engine(database)
        async let run = engine.execute("diamond", input: 21, runID: "r-crashed")
        try await parsed("r-crashed", in: database)
        try database.close()
        gate.open()
        do { _ = try await run } catch let error as TasktError where error.code == .storeFailed {}
    }

    private func recordEndedRuns(in database: WorkflowDatabase) async throws {
        let engine = try await engine(database)
        _ = try await engine.execute("diamond", input: 21, runID: "r-completed", metadata: ["name": "one"])
        for id: RunID in ["r-failed", "r-compensated", "r-skipped", "r-spilled"] {
            let workflow: WorkflowID =
                switch id {
                case "r-failed": "diamond"
                case "r-compensated": "undone"
                case "r-skipped": "branching"
                default: "large"
                }
            _ = try await engine.execute(workflow, input: 21, runID: id)
        }
        _ = try await engine.fork("r-completed", from: "eval", as: "r-forked", cause: "a golden fork")
        _ = try await engine.submit("diamond", input: 21, runID: "r-scheduled", priority: 7, at: Self.due)
        await engine.shutdown()
    }

    /// Has a run stop where the engine stops, or by hand.
    private func recordStoppedRun(
        in database: WorkflowDatabase,
        _ steps: (WorkflowEngine) async throws -> Void
    ) async throws {
        do {
            try await steps(try await engine(database))
        } catch let error as TasktError where error.code == .interrupted {
            // As it was meant.
        }
    }

    /// Waits until a run's `parse` is recorded, for which nobody is rung.
    private func parsed(_ id: RunID, in database: WorkflowDatabase) async throws {
        let store = SQLiteWorkflowStore(database)
        while try await store.run(id)?.checkpoints.contains(where: { $0.task == "parse" }) != true {
            await Task.yield()
        }
    }

    private func engine(_ database: WorkflowDatabase) async throws -> WorkflowEngine {
        let (clock, gate) = (clock, gate)
        let environment = EngineEnvironment(
            clock: clock,
            uptime: { clock.now.offset },
            now: { Timestamp(microseconds: 1_700_000_000_000_000) },
            jitter: { 0 }
        )
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database), environment: environment)
        try engine.register(
            steeredDiamond { context in
                switch (context.workflow.workflowID, context.task) {
                case ("r-failed", "parse"):
                    // Its other branch is to be on record first.
                    while try await engine.context(of: "r-failed").results["ingest"] == nil { await Task.yield() }
                    throw BodyFailure()
                case ("r-backoff", "ingest"): throw BodyFailure(failureCode: "flaky", isTransient: true)
                case ("r-hang", "ingest"), ("r-cancelled", "ingest"): try await Task.sleep(for: .seconds(3_600))
                case ("r-crashed", "ingest"): await gate.pass()
                default: break
                }
            }
        )
        for definition in Self.definitions { try engine.register(definition) }
        return engine
    }

    /// The workflows besides the diamond.
    static let definitions = [
        WorkflowDefinition("branching", input: Int.self) { graph in
            let odd = graph.task("odd", after: graph.input) { context, number in
                context.warn("\(number) is odd")
                return number
            }
            let never = graph.task("never", after: odd, when: { $0 % 2 == 0 }) { _, number in number }
            graph.task("therefore", after: never) { _, number in number }
        },
        WorkflowDefinition("large", input: Int.self) { graph in
            graph.task("make", after: graph.input) { _, _ in String(repeating: "a", count: 70_000) }
        },
        WorkflowDefinition("undone", input: Int.self) { graph in
            let done = graph.task("do", after: graph.input) { _, number in number }
            graph.compensate(done) { _, _ in }
            graph.task("fail", after: done) { _, _ -> Int in throw BodyFailure() }
        },
    ]
}
