import Taskt
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite(.timeLimit(.minutes(5))) struct FaultSweepTests {
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
            store.closeTerm(OwnershipTerm(number: 1))
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

    /// The process ends right after the n-th event of a run was recorded, for every n, with and without a task that
    /// fails: a second engine brings the run to the same end, and no recorded task runs again.
    @Test(arguments: [false, true])
    func afterACutBehindAnyEventTheRunComesToTheSameEnd(fails: Bool) async throws {
        let tally = Tally()
        let definition = diamond(tally) { context in
            if fails, context.task == "parse" { throw Fault(failureCode: "broken", isTransient: false) }
        }
        let original = InMemoryStore()
        let ended = try await engine(original, definition).execute("diamond", input: 21, runID: "r-1")
        let whole = try await RecordedRun("r-1", from: original)
        for cut in 1...whole.stored.history.count {
            let (left, store) = (whole.cut(behind: cut), InMemoryStore())
            try await left.restore(to: store)
            let (history, recorded) = (left.stored.history, left.stored.checkpoints.map(\.task))
            let before = recorded.map { ($0, tally[$0]) }
            let context = try await engine(store, definition).resume("r-1")
            #expect(context.status == ended.status, "cut behind event \(cut), \(history.last?.kind.rawValue ?? "")")
            #expect(context.failure?.code == ended.failure?.code)
            for (task, count) in before { #expect(tally[task] == count, "\(task) ran again after cut \(cut)") }
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
        let term = try await store.openTerm()
        _ = try await store.create(record, events: begun, term: term)
        store.closeTerm(term)
        let engine = try await engine(store, options: .init(crashLimit: 1), definition)
        let context = try await engine.resume("r-1")
        #expect(context.status == .failed)
        #expect(context.errors["only"]?.code == .crashed)
        #expect(tally["only"] == 0)
        // While the run is unfinished, a cause changes nothing: only what had ended is resumed by hand.
        #expect(try await engine.resume("r-1", cause: "mended").status == .completed)
    }
}
