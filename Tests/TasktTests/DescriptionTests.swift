import Taskt
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite(.timeLimit(.minutes(5))) struct DescriptionTests {
    private let analysis = WorkflowDefinition("analysis", input: Int.self, description: "An example.") { graph in
        let fetch = graph.task("fetch", after: graph.input, rules: TaskRules(timeout: .seconds(60))) { _, n in n * 2 }
        let ingest = graph.task("ingest", after: graph.input, when: { n in n > 0 }) { _, n in "\(n)" }
        let retries = TaskRules(retryPolicy: RetryPolicy(retries: 2))
        graph.task("eval", after: fetch, ingest.ifRun, rules: retries) { _, n, text in text ?? "\(n)" }
    }

    @Test func aWorkflowIsDescribedInText() {
        #expect(
            analysis.describe() == """
                analysis version 1: analysis
                An example.
                  fetch   takes the run's input; timeout 60.0 seconds
                  ingest  takes the run's input; conditional
                  eval    takes fetch, ingest if run; retries 2 after 1.0 seconds
                """
        )
    }

    @Test func aWorkflowIsDrawnInMermaid() {
        #expect(
            analysis.describe(as: .mermaid) == """
                flowchart TD
                    input(["run's input"])
                    t0["fetch"]
                    t1{"ingest"}
                    t2["eval"]
                    input --> t0
                    input --> t1
                    t0 --> t2
                    t1 -.-> t2
                """
        )
    }

    @Test func aRecordedRunReplaysAndIsRefusedOnceItsDefinitionOrATypeChanged() async throws {
        let store = InMemoryStore()
        _ = try await engine(store, analysis).execute("analysis", input: 21, runID: "r-1")
        let recorded = try RecordedRun(json: try await RecordedRun("r-1", from: store).json())
        let context = try analysis.replay(recorded.stored)
        #expect(context.status == .completed)
        #expect(try context.result(of: "eval", as: String.self) == "21")
        let renamed = WorkflowDefinition("analysis", input: Int.self) { graph in
            graph.task("fetch", after: graph.input) { _, n in n * 2 }
        }
        let changed = #expect(throws: TasktError.self) { try renamed.replay(recorded.stored) }
        #expect(changed?.code == .definitionChanged && changed?.task == "eval")
        let retyped = WorkflowDefinition("analysis", input: Int.self) { graph in
            let fetch = graph.task("fetch", after: graph.input) { _, n in ["\(n)"] }
            let ingest = graph.task("ingest", after: graph.input) { _, n in "\(n)" }
            graph.task("eval", after: fetch, ingest.ifRun) { _, n, text in text ?? "\(n)" }
        }
        let undecodable = #expect(throws: TasktError.self) { try retyped.replay(recorded.stored) }
        #expect(undecodable?.code == .resultUndecodable && undecodable?.task == "fetch")
    }

    @Test func aFormatIsARegularExpression() async throws {
        let technique = StringFormat.matching("T#### or T####.###") { /T[0-9]{4}(\.[0-9]{3})?/ }
        #expect(technique.matches("T1059") && technique.matches("T1059.001"))
        #expect(!technique.matches("T105") && !technique.matches("xT1059") && !technique.matches("T1059.0011"))
    }
}
