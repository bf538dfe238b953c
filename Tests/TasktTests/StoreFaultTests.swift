import Synchronization
import Taskt
import TasktTesting
import Testing

/// Stores that fail now and then, through many runs at once.
@Suite(.timeLimit(.minutes(6))) struct StoreFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let rate: Double
        let seed: UInt64
        var testDescription: String { "\(Int(rate * 100)) % of operations fail, seed \(seed)" }
    }

    static let cases = [0.05, 0.1, 0.2].map { Case(rate: $0, seed: UInt64($0 * 1_000)) }

    /// How often bodies ran, by run and task.
    private final class Ledger: Sendable {
        private let counts = Mutex<[String: Int]>([:])
        func count(_ key: String) { counts.withLock { $0[key, default: 0] += 1 } }
        subscript(_ key: String) -> Int { counts.withLock { $0[key] ?? 0 } }
    }

    /// Operations fail at random, some of them after they took effect.
    ///
    /// Each run ends right, or its caller is told that the store failed; a second engine finishes the rest; no recorded
    /// task runs again.
    @Test(arguments: cases)
    func everyRunEndsOrIsGivenBackAndFinishedByAnotherEngine(_ example: Case) async throws {
        let (count, ledger) = (depth(150, nightly: 1_000), Ledger())
        let plan = FaultPlan(rate: example.rate, seed: example.seed)
        let store = InMemoryStore(faults: plan)
        let definition = diamond { context in ledger.count("\(context.workflow.workflowID)/\(context.task)") }
        let retries = RetryPolicy(retries: 2, initialDelay: .zero)
        let first = try await patiently { try await engine(store, options: .init(storeRetries: retries), definition) }
        let told = await withTaskGroup(of: (RunID, TasktError?).self) { group in
            for number in 0..<count {
                group.addTask {
                    let id = numbered("r", number)
                    do throws(TasktError) {
                        let context = try await first.execute("diamond", input: number, runID: id)
                        #expect(context.status == .completed)
                        return (id, nil)
                    } catch {
                        return (id, error)
                    }
                }
            }
            return await group.reduce(into: [RunID: TasktError]()) { $0[$1.0] = $1.1 }
        }
        #expect(plan.disarm(), "no operation failed")
        for (id, error) in told { #expect(error.code == .storeFailed && error.runID == id, "\(error)") }
        if example.rate >= 0.2 { #expect(!told.isEmpty, "the faults were all absorbed: the second half shows nothing") }
        await first.shutdown()

        let stored = try await store.runs(RunQuery(limit: .max))
        var before: [String: Int] = [:]
        for run in stored {
            #expect(run.status == .completed || told[run.id] != nil, "\(run.id) is \(run.status) and nobody was told")
            for checkpoint in try #require(try await store.run(run.id)).checkpoints {
                let key = "\(run.id)/\(checkpoint.task)"
                before[key] = ledger[key]
            }
        }
        let second = try await engine(store, definition)
        let outcomes = try await second.recover()
        for (id, outcome) in outcomes { #expect(try outcome.get().status == .completed, "\(id) is stuck") }
        for number in 0..<count {
            let context = try await second.execute("diamond", input: number, runID: numbered("r", number))
            let text = "parsed \(number * 2): words of \(number)"
            #expect(try context.result(of: "report", as: Int.self) == text.count)
        }
        for (key, count) in before { #expect(ledger[key] == count, "\(key) was recorded and ran again") }
        #expect(try await second.unfinishedRuns().isEmpty)
    }

    /// A write that succeeded and was reported as failed is repeated: there is one row of it, and the run goes on.
    @Test func aWriteThatSucceededAndWasReportedAsFailedIsThereOnce() async throws {
        let tally = Tally()
        let store = InMemoryStore(faults: FaultPlan(rate: 0.4, .after, seed: 3))
        let retries = RetryPolicy(retries: 50, initialDelay: .zero)
        let driver = try await patiently {
            try await engine(store, options: .init(storeRetries: retries), diamond(tally))
        }
        let context = try await driver.execute("diamond", input: 21)
        #expect(context.status == .completed)
        let run = try await patiently { try #require(try await store.run("r-only")) }
        #expect(run.checkpoints.count == 5)
        let starts = run.history.filter { $0.kind == .attemptStarted }
        #expect(starts.count == 5 && Set(starts.map(\.task)).count == 5)
        for task: TaskName in ["fetch", "parse", "ingest", "eval", "report"] { #expect(tally[task] == 1) }
    }

    /// A permanent error of the store is not tried again.
    @Test func anErrorThatWillNotPassIsToldAtOnce() async throws {
        let store = ObservedStore()
        let retries = RetryPolicy(retries: 4, initialDelay: .zero)
        let engine = try await engine(store, options: .init(storeRetries: retries), diamond())
        let calls = store.calls.count
        let error = await #expect(throws: TasktError.self) { try await engine.resume("r-none") }
        #expect(error?.code == .unknownRun)
        #expect(store.calls.count == calls + 1)
    }

    private func patiently<Value>(_ body: () async throws -> Value) async throws -> Value {
        var last: (any Error)?
        for _ in 0..<100 {
            do { return try await body() } catch { last = error }
        }
        throw try #require(last)
    }
}
