import Logging
import Metrics
import Taskt
import TasktSQLite

/// What the article on operations shows.
enum Operating {
    static func serve(_ store: SQLiteWorkflowStore) async throws -> RunID {
        // snippet: service
        let engine = try await WorkflowEngine(store: store)
        try engine.register(booking)
        async let serving: Void = engine.run()
        let id = try await engine.submit("booking", input: 12, runID: "order-17")
        // end
        _ = try await engine.wait(for: id)
        // snippet: stop
        await engine.shutdown(grace: .seconds(10))
        try await serving
        // end
        return id
    }

    static func later(_ engine: WorkflowEngine, _ now: Timestamp) async throws -> RunID {
        // snippet: schedule
        let id = try await engine.submit(
            "booking",
            input: 12,
            priority: 5,
            at: now.advanced(by: .seconds(3_600)),
            metadata: ["customer": "42"]
        )
        // end
        return id
    }

    static func observed(_ store: SQLiteWorkflowStore) async throws -> WorkflowEngine {
        // snippet: environment
        let engine = try await WorkflowEngine(
            store: store,
            environment: EngineEnvironment(logger: Logger(label: "bookings"), metricsFactory: MetricsSystem.factory)
        )
        // end
        return engine
    }

    static func counted(
        _ path: String,
        _ report: @escaping @Sendable (Int, Duration) -> Void
    ) throws -> WorkflowDatabase {
        // snippet: on-commit
        let database = try WorkflowDatabase(path: path, onCommit: { commit in report(commit.writes, commit.duration) })
        // end
        return database
    }

    static func lookAround(_ engine: WorkflowEngine, _ now: Timestamp) async throws -> (Int, Int, PruneReport) {
        // snippet: stuck
        let stuck = try await engine.stuckRuns(idle: .seconds(900))
        let orphans = stuck.filter { run in !run.isOwned }
        // end
        // snippet: listing
        let failed = try await engine.runs(RunQuery(workflow: "booking", statuses: [.failed], limit: 20))
        // end
        // snippet: prune
        let month = Duration.seconds(30 * 86_400)
        let report = try await engine.prune(
            Retention(endedBefore: now.advanced(by: .zero - month), statuses: [.completed])
        )
        // end
        return (orphans.count, failed.count, report)
    }

    static func again(_ engine: WorkflowEngine) async throws -> WorkflowContext {
        // snippet: fork
        let id = try await engine.fork("order-17", from: "confirm", as: "order-17-again", cause: "the wording changed")
        let run = try await engine.resume(id)
        // end
        return run
    }

    static func execute(_ store: SQLiteWorkflowStore) async throws -> WorkflowContext {
        let (analysis, document) = (Definitions.named, Definitions.Document())
        // snippet: engine
        let engine = try await WorkflowEngine(store: store)
        try engine.register(analysis)
        let context = try await engine.execute("document-analysis", input: document)
        // end
        await engine.shutdown()
        return context
    }
}
