import Taskt
import TasktTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct ForkTests {
    /// Results before the chosen task are taken over, it and what is behind it run, and the old run stays as it was.
    @Test(arguments: [
        ("fetch", ["fetch", "parse", "eval", "report"]),
        ("parse", ["parse", "eval", "report"]),
        ("report", ["report"]),
    ])
    func aForkRunsItsTaskAndWhatIsBehindItAgain(from task: String, again: [String]) async throws {
        let (store, tally) = (InMemoryStore(), Tally())
        let engine = try await engine(store, diamond(tally))
        let parent = try await engine.execute("diamond", input: 21, runID: "r-1", metadata: ["name": "a"])
        let before = try await store.run("r-1")
        let id = try await engine.fork("r-1", from: TaskName(rawValue: task), as: "r-2", cause: "a test asks")
        #expect(try await engine.context(of: id).status == .pending)
        let fork = try await engine.resume(id)
        #expect(fork.status == .completed && fork.forkedFrom == "r-1" && fork.metadata["name"] == "a")
        for name: TaskName in ["fetch", "parse", "ingest", "eval", "report"] {
            #expect(tally[name] == (again.contains(name.rawValue) ? 2 : 1))
            if !again.contains(name.rawValue) { #expect(fork.results[name] == parent.results[name]) }
        }
        #expect(try await store.run("r-1") == before, "the old run was touched")
        let history = try await engine.history(of: id)
        #expect(history.first?.cause == "forked from r-1 at \(task): a test asks")
        #expect(history.count { $0.kind == .taskReused } == 5 - again.count)
        #expect(try await engine.runs().first { $0.id == id }?.forkedFrom == "r-1")
    }

    @Test func aForkFromNoTaskRunsAllOfThemAgain() async throws {
        let tally = Tally()
        let engine = try await engine(InMemoryStore(), diamond(tally))
        _ = try await engine.execute("diamond", input: 21, runID: "r-1")
        #expect(try await engine.resume(engine.fork("r-1", as: "r-2")).status == .completed)
        #expect(tally["fetch"] == 2 && tally["ingest"] == 2)
    }

    @Test func aFailedRunForkedAtItsFailureKeepsWhatSucceeded() async throws {
        let tally = Tally()
        let definition = diamond(tally) { context in
            if context.task == "eval", tally["eval"] == 1 { throw Fault(isTransient: false) }
        }
        let engine = try await engine(InMemoryStore(), definition)
        #expect(try await engine.execute("diamond", input: 1, runID: "r-1").status == .failed)
        #expect(try await engine.resume(engine.fork("r-1", from: "eval", as: "r-2")).status == .completed)
        #expect(tally["fetch"] == 1 && tally["parse"] == 1 && tally["ingest"] == 1)
        #expect(try await engine.context(of: "r-1").status == .failed)
    }

    @Test func aSkippedTaskStaysSkippedInAForkBehindIt() async throws {
        let tally = Tally()
        let definition = WorkflowDefinition("choice", input: Int.self) { graph in
            let maybe = graph.task("maybe", after: graph.input, when: { $0 > 10 }) { context, input in
                tally.count(context.task)
                return input
            }
            graph.task("always", after: maybe.ifRun) { _, input in input ?? -1 }
        }
        let engine = try await engine(InMemoryStore(), definition)
        _ = try await engine.execute("choice", input: 1, runID: "r-1")
        let fork = try await engine.resume(engine.fork("r-1", from: "always", as: "r-2"))
        #expect(fork.skippedTasks == ["maybe"] && tally["maybe"] == 0)
        #expect(try fork.result(of: "always", as: Int.self) == -1)
    }

    @Test func aRepeatedForkIsTheSameFork() async throws {
        let engine = try await engine(InMemoryStore(), diamond())
        _ = try await engine.execute("diamond", input: 21, runID: "r-1")
        for _ in 0..<2 { #expect(try await engine.fork("r-1", from: "eval", as: "r-2") == "r-2") }
        #expect(try await engine.resume("r-2").status == .completed)
        #expect(try await engine.fork("r-1", from: "eval", as: "r-2") == "r-2")
        #expect(try await engine.runs().count == 2)
    }

    @Test func aForkOfWhatIsNotThereOrUnderATakenIDIsRefused() async throws {
        let engine = try await engine(InMemoryStore(), diamond())
        for id: RunID in ["r-1", "r-2"] { _ = try await engine.execute("diamond", input: 21, runID: id) }
        let taken = await #expect(throws: TasktError.self) { try await engine.fork("r-1", as: "r-2") }
        #expect(taken?.code == .runIDTaken && taken?.runID == "r-2")
        let task = await #expect(throws: TasktError.self) { try await engine.fork("r-1", from: "nothing") }
        #expect(task?.code == .unknownTask && task?.task == "nothing" && task?.detail.contains("eval") == true)
        let run = await #expect(throws: TasktError.self) { try await engine.fork("r-none") }
        #expect(run?.code == .unknownRun)
    }
}
