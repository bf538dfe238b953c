import Taskt
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite(.timeLimit(.minutes(1))) struct FaultSweepTests {
    /// The n-th operation of the store fails, for every n until a run ends with no fault fired.
    ///
    /// After each, a second
    /// engine finishes the run: every recorded result was kept, and no recorded task ran again.
    @Test(arguments: FaultPlan.Fault.allCases)
    func afterAnyOneStoreFaultTheRunIsFinishedWithoutRepeatingARecordedTask(fault: FaultPlan.Fault) async throws {
        for target in 1... {
            let (plan, tally) = (FaultPlan(failing: target, fault), Tally())
            let store = InMemoryStore(faults: plan)
            do {
                let first = try await engine(store, diamond(tally))
                _ = try await first.execute("diamond", input: 21, runID: "r-1")
            } catch let error as TasktError {
                #expect(error.code == .storeFailed)
            }
            let hasFired = plan.disarm()
            let recorded = try await store.run("r-1")?.checkpoints ?? []
            let before = recorded.map { ($0.task, tally[$0.task]) }
            let second = try await engine(store, diamond(tally))
            let context = try await second.execute("diamond", input: 21, runID: "r-1")
            #expect(context.status == .completed)
            #expect(try context.result(of: "report", as: Int.self) == 22)
            for (task, count) in before { #expect(tally[task] == count, "\(task) ran again after fault \(target)") }
            for checkpoint in recorded { #expect(context.results[checkpoint.task] == checkpoint) }
            if !hasFired { break }
        }
    }

    /// A write that fails for a passing reason is repeated by the engine itself; the caller never hears of it.
    @Test(arguments: FaultPlan.Fault.allCases)
    func aPassingStoreFaultIsAbsorbed(fault: FaultPlan.Fault) async throws {
        for target in 2...8 {
            let tally = Tally()
            let plan = FaultPlan(failing: target, fault, repeats: 2)
            let options = WorkflowEngine.Options(storeRetries: RetryPolicy(retries: 4, initialDelay: .zero))
            let engine = try await engine(InMemoryStore(faults: plan), options: options, diamond(tally))
            let context = try await engine.execute("diamond", input: 21)
            #expect(context.status == .completed)
            for task: TaskName in ["fetch", "parse", "ingest", "eval", "report"] { #expect(tally[task] == 1) }
        }
    }

    /// A run that ends with the process again and again fails in the end, instead of taking the process down for ever.
    @Test func aTaskUnderWayAtTooManyCrashesFails() async throws {
        let store = InMemoryStore()
        let begun = [
            HistoryEvent(.runCreated, at: Timestamp(microseconds: 0)),
            HistoryEvent(.attemptStarted, at: Timestamp(microseconds: 0), task: "only", attempt: 1),
        ]
        let tally = Tally()
        let definition = WorkflowDefinition(
            id: "poison",
            name: "Poison",
            tasks: [
                TaskDefinition("only") { (context: TaskContext, input: Int) in
                    tally.count(context.task)
                    return input
                }
            ],
            dependencies: [:]
        )
        let record = RunRecord(
            id: "r-1",
            workflow: "poison",
            outline: ["only@1<-"],
            input: .init("1".utf8),
            metadata: [:],
            createdAt: Timestamp(microseconds: 0)
        )
        _ = try await store.create(record, events: begun, term: try await store.openTerm())
        let engine = try await engine(store, options: .init(crashLimit: 1), definition)
        let context = try await engine.resume("r-1")
        #expect(context.status == .failed)
        #expect(context.errors["only"]?.code == .crashed)
        #expect(tally["only"] == 0)
        #expect(try await engine.resume("r-1", cause: "mended").status == .completed)
    }
}
