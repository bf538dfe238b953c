import Taskt
import TasktTesting
import Testing

/// Tasks that succeed, but with something to say.
@Suite(.timeLimit(.minutes(5))) struct WarningTests {
    private static func warning(_ seen: Notes) -> WorkflowDefinition {
        WorkflowDefinition("warning", input: Int.self) { graph in
            let read = graph.task("read", after: graph.input) { context, input in
                context.warn("page 3 has no text")
                context.warn("page 9 has no text")
                return input
            }
            graph.task("show", after: read) { context, input in
                for warning in context.workflow.warnings["read"] ?? [] { seen.add(warning) }
                return input
            }
        }
    }

    @Test func warningsAreRecordedAndReachTheTasksBehind() async throws {
        let (seen, store) = (Notes(), InMemoryStore())
        let engine = try await engine(store, Self.warning(seen))
        let context = try await engine.execute("warning", input: 1)
        let warnings = ["page 3 has no text", "page 9 has no text"]
        #expect(context.status == .completed && context.errors.isEmpty)
        #expect(context.warnings == ["read": warnings])
        #expect(seen.all == warnings)
        #expect(try await store.run("r-only")?.checkpoints.first { $0.task == "read" }?.warnings == warnings)
        #expect(try await engine.context(of: "r-only").warnings == ["read": warnings])
    }

    @Test func warningsSurviveACrash() async throws {
        let (seen, store) = (Notes(), InMemoryStore())
        _ = try await engine(store, Self.warning(Notes())).execute("warning", input: 1)
        let history = try #require(try await store.run("r-only")).history
        let end = try #require(history.firstIndex { $0.kind == .taskCompleted })
        let disk = try await wreck(of: store, keeping: end + 1)
        _ = try await engine(disk, Self.warning(seen)).resume("r-only")
        #expect(seen.all.count == 2)
    }

    @Test func warningsOfAFailedAttemptAreNotThoseOfTheOneThatSucceeded() async throws {
        let definition = single(TaskRules(retryPolicy: RetryPolicy(retries: 1, initialDelay: .zero))) {
            context,
            input in
            context.warn("attempt \(context.attempt)")
            if context.attempt == 1 { throw Fault() }
            return input
        }
        let context = try await engine(InMemoryStore(), definition).execute("single", input: 1)
        #expect(context.warnings == ["only": ["attempt 2"]])
    }

    @Test func warningsAreKeptUpToALimitAndCutToALength() async throws {
        let definition = single { context, input in
            for _ in 0..<150 { context.warn(String(repeating: "x", count: 2_000)) }
            return input
        }
        let context = try await engine(InMemoryStore(), definition).execute("single", input: 1)
        let warnings = try #require(context.warnings["only"])
        #expect(warnings.count == 100)
        #expect(warnings.allSatisfy { $0.count == TaskFailure.messageLimit + 1 && $0.hasSuffix("…") })
    }
}
