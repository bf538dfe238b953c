import Taskt
import TasktTesting
import Testing

/// Tasks that run only where their condition says so, and what becomes of those that need them.
@Suite(.timeLimit(.minutes(5))) struct ConditionTests {
    private static func choice(_ tally: Tally) -> WorkflowDefinition {
        WorkflowDefinition("choice", input: Int.self) { graph in
            let large = graph.task("large", after: graph.input, when: { $0 > 10 }) { context, input in
                tally.count(context.task)
                return input
            }
            let doubled = graph.task("doubled", after: large) { _, number in number * 2 }
            let shown = graph.task("shown", after: doubled) { _, number in "\(number)" }
            let small = graph.task("small", after: graph.input) { _, input in -input }
            graph.task("sum", after: doubled.ifRun, small) { _, large, small in (large ?? 0) + small }
            graph.task("text", after: shown.ifRun) { _, text in text ?? "nothing" }
        }
    }

    @Test func aTaskWhoseConditionSaysYesRuns() async throws {
        let context = try await engine(InMemoryStore(), Self.choice(Tally())).execute("choice", input: 20)
        #expect(context.status == .completed && context.skippedTasks.isEmpty)
        #expect(try context.result(of: "sum", as: Int.self) == 20)
        #expect(try context.result(of: "text", as: String.self) == "40")
    }

    @Test func aSkippedTaskTakesThoseThatNeedItAlongAndNoOther() async throws {
        let tally = Tally()
        let engine = try await engine(InMemoryStore(), Self.choice(tally))
        let context = try await engine.execute("choice", input: 3)
        #expect(context.status == .completed)
        #expect(context.skippedTasks == ["doubled", "large", "shown"])
        #expect(try context.result(of: "sum", as: Int.self) == -3)
        #expect(try context.result(of: "text", as: String.self) == "nothing")
        #expect(tally["large"] == 0)
        let skipped = try await engine.history(of: "r-only").filter { $0.kind == .taskSkipped }
        #expect(skipped.map(\.task) == ["large", "doubled", "shown"])
        #expect(skipped.map(\.cause) == ["its condition said no", "it needs large", "it needs doubled"])
        #expect(throws: TasktError.self) { try context.result(of: "large", as: Int.self) }
    }

    /// What was skipped is on record: after a crash behind any event the run comes to the same end.
    @Test func aSkipSurvivesACrashBehindAnyEvent() async throws {
        let store = InMemoryStore()
        _ = try await engine(store, Self.choice(Tally())).execute("choice", input: 3)
        let count = try #require(try await store.run("r-only")).history.count
        for cut in 1..<count {
            let disk = try await wreck(of: store, keeping: cut)
            let context = try await engine(disk, Self.choice(Tally())).resume("r-only")
            #expect(context.status == .completed && context.skippedTasks == ["doubled", "large", "shown"])
            #expect(try context.result(of: "sum", as: Int.self) == -3)
        }
    }

    @Test func aConditionSeesTheResultsThatItsTaskTakes() async throws {
        let definition = WorkflowDefinition("choice", input: Int.self) { graph in
            let word = graph.task("word", after: graph.input) { _, input in "word \(input)" }
            graph.task("both", after: word, graph.input, when: { word, input in word.hasSuffix("7") && input == 7 }) {
                _,
                word,
                _ in word
            }
        }
        let engine = try await engine(InMemoryStore(), definition)
        #expect(try await engine.execute("choice", input: 7, runID: "r-1").skippedTasks.isEmpty)
        #expect(try await engine.execute("choice", input: 8, runID: "r-2").skippedTasks == ["both"])
    }

    @Test func aConditionThatThrowsFailsItsTask() async throws {
        let definition = WorkflowDefinition("choice", input: Int.self) { graph in
            graph.task("only", after: graph.input, when: { _ in throw Fault(isTransient: false) }) { _, input in input }
        }
        let context = try await engine(InMemoryStore(), definition).execute("choice", input: 7)
        #expect(context.failure?.code == "test-fault" && context.skippedTasks.isEmpty)
    }

    @Test func aRunOfSkippedTasksOnlyCompletes() async throws {
        let definition = WorkflowDefinition("choice", input: Int.self) { graph in
            let only = graph.task("only", after: graph.input, when: { _ in false }) { _, input in input }
            graph.task("next", after: only) { _, input in input }
        }
        let context = try await engine(InMemoryStore(), definition).execute("choice", input: 7)
        #expect(context.status == .completed && context.results.isEmpty)
    }
}
