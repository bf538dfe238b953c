import Taskt
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Values that cannot be kept: the task fails with its reason, the run ends, other results stay.
@Suite(.timeLimit(.minutes(5))) struct PayloadTests {
    /// Reads back as something else than it was written as.
    private struct Forgetful: Codable, Sendable {
        var number: Int
        init(_ number: Int) { self.number = number }
        init(from decoder: any Decoder) throws { number = try decoder.singleValueContainer().decode(Int.self) + 1 }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(number)
        }
    }

    /// Is written and cannot be read.
    private struct OneWay: Codable, Sendable {
        init() {}
        init(from decoder: any Decoder) throws {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "never"))
        }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode("written")
        }
    }

    private static func workflow<Output: Codable & Sendable>(
        _ tally: Tally,
        _ give: @escaping @Sendable () -> Output
    ) -> WorkflowDefinition {
        WorkflowDefinition("payload", input: Int.self) { graph in
            let kept = graph.task("kept", after: graph.input) { _, input in input }
            let rules = TaskRules(retryPolicy: RetryPolicy(retries: 3, initialDelay: .zero))
            graph.task("spoilt", after: kept, rules: rules) { context, _ in
                tally.count(context.task)
                return give()
            }
        }
    }

    private static func fails<Output: Codable & Sendable>(
        by code: FailureCode,
        saying text: String,
        _ give: @escaping @Sendable () -> Output
    ) async throws {
        let tally = Tally()
        let options = WorkflowEngine.Options(storeRetries: .never, payloadLimit: 1_000)
        let engine = try await engine(InMemoryStore(), options: options, workflow(tally, give))
        let context = try await engine.execute("payload", input: 5)
        #expect(context.status == .failed && context.failure?.task == "spoilt")
        #expect(context.failure?.code == code)
        #expect(context.failure?.message.contains(text) == true, "\(context.failure?.message ?? "")")
        #expect(try context.result(of: "kept", as: Int.self) == 5)
        #expect(tally["spoilt"] == 1, "what is permanent is not tried again")
        #expect(try await engine.unfinishedRuns().isEmpty)
    }

    @Test func aResultThatIsNoJSONFailsItsTaskWithThePath() async throws {
        try await Self.fails(by: .invalidOutput, saying: "$.values[1]") { ["values": [1.0, Double.nan]] }
    }

    @Test func aResultThatIsAnotherWhenReadBackFailsItsTask() async throws {
        try await Self.fails(by: .invalidOutput, saying: "is not what was written") { Forgetful(1) }
    }

    @Test func aResultThatCannotBeReadBackFailsItsTask() async throws {
        try await Self.fails(by: .invalidOutput, saying: "cannot be read back") { OneWay() }
    }

    @Test func aResultOverTheLimitFailsItsTaskWithBothSizes() async throws {
        try await Self.fails(by: .payloadTooLarge, saying: "1002 bytes of JSON: expected at most 1000") {
            String(repeating: "x", count: 1_000)
        }
    }

    @Test func aResultAtTheLimitIsKept() async throws {
        let options = WorkflowEngine.Options(storeRetries: .never, payloadLimit: 1_000)
        let definition = Self.workflow(Tally()) { String(repeating: "x", count: 998) }
        let context = try await engine(InMemoryStore(), options: options, definition).execute("payload", input: 5)
        #expect(context.status == .completed)
    }

    /// A disk on which the result of `fetch` is another than was recorded, as the process left it behind that result.
    private static func disk(_ spoilt: Checkpoint) async throws -> InMemoryStore {
        let store = InMemoryStore()
        _ = try await engine(store, diamond()).execute("diamond", input: 21)
        let run = try #require(try await store.run("r-only"))
        let end = try #require(run.history.firstIndex { $0.kind == .taskCompleted && $0.task == "fetch" })
        let history = Array(run.history[...end])
        let kept = Set(history.filter { $0.kind == .taskCompleted }.compactMap(\.task))
        let copy = InMemoryStore()
        let term = try await copy.openTerm()
        let checkpoints = run.checkpoints.filter { kept.contains($0.task) && $0.task != "fetch" } + [spoilt]
        _ = try await copy.create(run.record, events: history, checkpoints: checkpoints, term: term)
        copy.closeTerm(term)
        return copy
    }

    @Test func aRecordedResultOfAnotherTypeFailsTheTaskThatNeedsIt() async throws {
        let spoilt = Checkpoint(
            task: "fetch",
            attempt: 1,
            output: Data(#""a text""#.utf8),
            startedAt: origin,
            duration: .zero
        )
        let tally = Tally()
        let context = try await engine(Self.disk(spoilt), diamond(tally)).resume("r-only")
        #expect(context.status == .failed)
        #expect(context.failure?.task == "parse" && context.failure?.code == .invalidInput)
        #expect(tally["fetch"] == 0 && tally["parse"] == 0)
        #expect(throws: TasktError.self) { try context.result(of: "fetch", as: Int.self) }
    }

    @Test func aRecordedResultThatIsDamagedFailsTheTaskThatNeedsItWithTheReason() async throws {
        let spoilt = Checkpoint(
            task: "fetch",
            attempt: 1,
            output: Data(),
            startedAt: origin,
            duration: .zero,
            defect: "the payload file is gone"
        )
        let context = try await engine(Self.disk(spoilt), diamond()).resume("r-only")
        #expect(context.status == .failed)
        #expect(context.failure?.task == "parse" && context.failure?.code == .unreadableResult)
        #expect(context.failure?.message.contains("the payload file is gone") == true)
        let error = #expect(throws: TasktError.self) { try context.result(of: "fetch", as: Int.self) }
        #expect(error?.code == .resultUndecodable && error?.detail == "the payload file is gone")
    }
}
