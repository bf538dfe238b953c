import Taskt
import TasktTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Lists of runs, stuck ones among them, and their deletion.
@Suite(.timeLimit(.minutes(5))) struct ListingTests {
    /// Nine runs of two workflows, one a second: completed, failed and waiting in turn.
    private static func filled(
        _ store: InMemoryStore = InMemoryStore()
    ) async throws -> (engine: WorkflowEngine, clock: ManualClock, store: InMemoryStore) {
        let clock = ManualClock()
        let other = WorkflowDefinition("other", input: Int.self) { graph in
            graph.task("only", after: graph.input) { _, input in input }
        }
        let definition = single { _, input in
            if input % 3 == 1 { throw Fault(failureCode: "broken", isTransient: false) }
            return input
        }
        let engine = try await timedEngine(store, clock, definition, other)
        for number in 0..<9 {
            let id = numbered("r", number)
            switch number % 3 {
            case 2: _ = try await engine.submit("other", input: number, runID: id, priority: number)
            default: _ = try await engine.execute("single", input: number, runID: id)
            }
            clock.advance(by: .seconds(1))
        }
        return (engine, clock, store)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let query: RunQuery
        let finds: [Int]
    }

    private static func at(_ seconds: Int) -> Timestamp { origin.advanced(by: .seconds(seconds)) }

    static let cases = [
        Case(testDescription: "all, newest first", query: RunQuery(), finds: [8, 7, 6, 5, 4, 3, 2, 1, 0]),
        Case(testDescription: "oldest first", query: RunQuery(order: .oldestFirst, limit: 3), finds: [0, 1, 2]),
        Case(testDescription: "failed ones", query: RunQuery(statuses: [.failed]), finds: [7, 4, 1]),
        Case(testDescription: "unfinished ones", query: RunQuery(statuses: RunQuery.unfinished), finds: [8, 5, 2]),
        Case(testDescription: "of a workflow", query: RunQuery(workflow: "other"), finds: [8, 5, 2]),
        Case(
            testDescription: "of a workflow in a state",
            query: RunQuery(workflow: "single", statuses: [.completed]),
            finds: [6, 3, 0]
        ),
        Case(
            testDescription: "created in a span",
            query: RunQuery(createdBefore: at(6), createdSince: at(3)),
            finds: [5, 4, 3]
        ),
        Case(testDescription: "ended before", query: RunQuery(endedBefore: at(4)), finds: [3, 1, 0]),
        Case(testDescription: "behind a cursor", query: RunQuery(cursor: 4, limit: 2), finds: [2, 1]),
        Case(
            testDescription: "the most urgent first",
            query: RunQuery(statuses: [.pending], order: .mostUrgentFirst),
            finds: [8, 5, 2]
        ),
        Case(testDescription: "quiet since", query: RunQuery(quietSince: at(2)), finds: [1, 0]),
    ]

    @Test(arguments: cases)
    func aListingHoldsWhatItsQueryAsksForInItsOrder(_ example: Case) async throws {
        let engine = try await Self.filled().engine
        #expect(try await engine.runs(example.query).map(\.id) == example.finds.map { numbered("r", $0) })
    }

    @Test func aListingIsContinuedBehindItsLastRun() async throws {
        let engine = try await Self.filled().engine
        var (found, cursor): ([RunID], Int64?) = ([], nil)
        repeat {
            let page = try await engine.runs(RunQuery(cursor: cursor, limit: 4))
            found += page.map(\.id)
            cursor = page.last?.number
        } while cursor != nil
        #expect(found == (0..<9).reversed().map { numbered("r", $0) })
    }

    @Test func aListedRunCarriesItsFigures() async throws {
        let clock = ManualClock()
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 1, initialDelay: .seconds(4)))
        let definition = single(rules) { _, _ in
            clock.advance(by: .seconds(3))
            throw Fault()
        }
        let engine = try await timedEngine(InMemoryStore(), clock, definition)
        async let ending = engine.execute("single", input: 1, priority: 7)
        await clock.sleepers(atLeast: 1)
        let waiting = try #require(try await engine.runs().first)
        #expect(waiting.status == .running && waiting.dueAt == Self.at(7) && waiting.isOwned)
        clock.advance(by: .seconds(4))
        _ = try await ending
        let run = try #require(try await engine.runs().first)
        #expect(run.status == .failed && run.failure?.code == "test-fault" && run.priority == 7)
        #expect(run.attempts == 2 && run.busy == .seconds(6) && run.crashes == 0)
        #expect(run.createdAt == origin && run.endedAt == Self.at(10) && run.updatedAt == Self.at(10))
    }

    /// Stuck is what is due and quiet: not what waits for its time, nor what has ended.
    @Test func aStuckRunIsFoundAndAScheduledOneIsNot() async throws {
        let (engine, clock, store) = try await Self.filled()
        _ = try await engine.submit("other", input: 1, runID: "later", at: Self.at(100_000))
        clock.advance(by: .seconds(60))
        #expect(try await engine.stuckRuns(idle: .seconds(120)).isEmpty)
        clock.advance(by: .seconds(120))
        let stuck = try await engine.stuckRuns(idle: .seconds(120))
        #expect(stuck.map(\.id) == [2, 5, 8].map { numbered("r", $0) })
        #expect(stuck.allSatisfy { $0.isOwned })
        store.closeTerm(OwnershipTerm(number: 1))
        #expect(try await engine.stuckRuns(idle: .seconds(120), limit: 2).map(\.isOwned) == [false, false])
    }

    @Test func pruningDeletesEndedRunsOnly() async throws {
        let (engine, _, store) = try await Self.filled()
        #expect(try await engine.prune(Retention(endedBefore: Self.at(4))).runs == 3)
        #expect(try await engine.runs().map(\.id) == [8, 7, 6, 5, 4, 2].map { numbered("r", $0) })
        #expect(try await store.run("r-0") == nil)
        #expect(try await engine.prune(Retention(endedBefore: Self.at(100), statuses: [.failed])).runs == 2)
        #expect(try await engine.prune(Retention(endedBefore: Self.at(100), workflow: "other")).runs == 0)
        #expect(try await engine.prune(Retention(endedBefore: Self.at(100))).runs == 1)
        #expect(try await engine.runs().map(\.status) == [.pending, .pending, .pending])
    }

    /// More than the store deletes in one step, with a fault in the middle: what is left, the next call deletes.
    @Test func aPruneThatWasCutShortIsFinishedByTheNext() async throws {
        let store = InMemoryStore(faults: FaultPlan(failing: 1 + 250 + 2))
        let engine = try await engine(store, single { _, input in input })
        let record = RunRecord(
            id: "sample",
            workflow: "single",
            outline: ["only@1<-"],
            input: .init("1".utf8),
            metadata: [:],
            createdAt: origin
        )
        for number in 0..<250 {
            let run = RunRecord(
                id: numbered("r", number),
                workflow: record.workflow,
                outline: record.outline,
                input: record.input,
                metadata: [:],
                createdAt: origin
            )
            let events = [HistoryEvent(.runCreated, at: origin), HistoryEvent(.runCancelled, at: origin)]
            _ = try await store.create(run, events: events, term: OwnershipTerm(number: 1))
        }
        let retention = Retention(endedBefore: Self.at(1))
        let error = await #expect(throws: TasktError.self) { try await engine.prune(retention) }
        #expect(error?.code == .storeFailed && error?.operation == "prune")
        #expect(try await engine.prune(retention).runs == 150)
        #expect(try await engine.runs().isEmpty)
    }

    /// An id is free again once its run is gone, and nothing of the old run is left for the new one to find.
    @Test func anIDIsUsedAgainOnlyAfterItsRunIsGoneWhole() async throws {
        let tally = Tally()
        let definition = single { context, input in
            tally.count(context.task)
            #expect(try context.lastProgress(as: Int.self) == nil)
            try await context.heartbeat(input)
            return input
        }
        let engine = try await engine(InMemoryStore(), definition)
        for input in [1, 2] {
            #expect(
                try await engine.execute("single", input: input, runID: "r-1").result(of: "only", as: Int.self) == 1
            )
        }
        #expect(try await engine.prune(Retention(endedBefore: Self.at(1))).runs == 1)
        #expect(try await engine.execute("single", input: 2, runID: "r-1").result(of: "only", as: Int.self) == 2)
        #expect(tally["only"] == 2)
    }
}
