import Taskt
import TasktTesting
import Testing

/// A definition that changed between the crash of a run and its resumption.
@Suite(.timeLimit(.minutes(5))) struct VersionTests {
    private static func release(
        _ version: Int,
        _ tally: Tally,
        task: TaskName = "second",
        before: @escaping @Sendable () async -> Void = {}
    ) -> WorkflowDefinition {
        WorkflowDefinition("release", input: Int.self, version: version) { graph in
            let first = graph.task("first", after: graph.input) { _, input in input }
            graph.task(task, after: first) { _, input in
                tally.count(TaskName(rawValue: "v\(version)"))
                await before()
                return input * 10 + version
            }
        }
    }

    /// The disk as a process left it that died in the second task of version 1.
    private static func left(by definition: (Gate) -> WorkflowDefinition) async throws -> InMemoryStore {
        let (gate, store) = (Gate(), InMemoryStore())
        let first = try await engine(store, definition(gate))
        async let crashed = first.execute("release", input: 1, runID: "r-1")
        await gate.arrivals(atLeast: 1)
        let disk = try await wreck(of: store)
        gate.open()
        _ = try await crashed
        return disk
    }

    @Test func aRunGoesOnUnderTheVersionThatItWasBegunWith() async throws {
        let tally = Tally()
        let disk = try await Self.left { gate in Self.release(1, Tally(), before: { await gate.wait() }) }
        let second = try await engine(disk, Self.release(1, tally), Self.release(2, tally))
        #expect(try await second.resume("r-1").result(of: "second", as: Int.self) == 11)
        let new = try await second.execute("release", input: 1, runID: "r-2")
        #expect(try new.result(of: "second", as: Int.self) == 12, "a new run begins under the version registered last")
        #expect(tally["v1"] == 1 && tally["v2"] == 1)
        #expect(try await second.context(of: "r-1").status == .completed)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let changed: WorkflowDefinition
        let names: TaskName?
    }

    static let cases = [
        Case(testDescription: "another version of the workflow", changed: release(2, Tally()), names: nil),
        Case(testDescription: "a task by another name", changed: release(1, Tally(), task: "third"), names: "second"),
        Case(
            testDescription: "another version of a task",
            changed: WorkflowDefinition("release", input: Int.self) { graph in
                let first = graph.task("first", after: graph.input) { _, input in input }
                graph.task("second", after: first, rules: TaskRules(version: 2)) { _, input in input }
            },
            names: "second"
        ),
        Case(
            testDescription: "an edge elsewhere",
            changed: WorkflowDefinition("release", input: Int.self) { graph in
                graph.task("first", after: graph.input) { _, input in input }
                graph.task("second", after: graph.input) { _, input in input }
            },
            names: "second"
        ),
    ]

    @Test(arguments: cases)
    func aRunWhoseVersionIsGoneIsRefusedWithTheTaskNamedAndLeftAsItIs(_ example: Case) async throws {
        let disk = try await Self.left { gate in Self.release(1, Tally(), before: { await gate.wait() }) }
        let before = try await disk.run("r-1")?.history
        let second = try await engine(disk, example.changed)
        for _ in 0..<2 {
            let error = await #expect(throws: TasktError.self) { try await second.resume("r-1") }
            #expect(error?.code == .definitionChanged && error?.runID == "r-1")
            #expect(error?.task == example.names, "\(error?.description ?? "")")
            #expect(error?.detail.contains("the run was begun with") == true)
        }
        #expect(try await disk.run("r-1")?.history == before)
        // With the old version beside the new one, it goes on after all.
        try second.register(Self.release(1, Tally()))
        #expect(try await second.resume("r-1").status == .completed)
    }

    @Test func aDefinitionRegisteredTwiceReplacesTheFirst() async throws {
        let tally = Tally()
        let engine = try await engine(InMemoryStore(), Self.release(1, Tally()), Self.release(1, tally))
        _ = try await engine.execute("release", input: 1)
        #expect(tally["v1"] == 1)
    }
}
