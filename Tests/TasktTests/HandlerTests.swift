import Taskt
import TasktTesting
import Testing

/// Error handlers of tasks, and the failure handler of a workflow.
@Suite(.timeLimit(.minutes(5))) struct HandlerTests {
    private static let broken = Fault(failureCode: "broken", isTransient: false)

    @Test func anErrorHandlerGivesAResultInPlaceOfAFailure() async throws {
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            let price = graph.task("price", after: graph.input) { _, _ -> Int in throw Self.broken }
            graph.recover(price) { context, failure in
                #expect(failure.code == "broken" && context.task == "price")
                return -1
            }
            graph.task("show", after: price) { _, price in "costs \(price)" }
        }
        let engine = try await engine(InMemoryStore(), definition)
        let context = try await engine.execute("handled", input: 1)
        #expect(context.status == .completed)
        #expect(try context.result(of: "show", as: String.self) == "costs -1")
        #expect(context.warnings["price"]?.first?.contains("broken") == true, "the failure is not hidden")
        let kinds = try await engine.history(of: "r-only").filter { $0.task == "price" }.map(\.kind)
        #expect(kinds == [.attemptStarted, .attemptFailed, .recoveryStarted, .taskCompleted])
    }

    @Test func anErrorHandlerThatFailsLeavesTheFailureOfTheTask() async throws {
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            let price = graph.task("price", after: graph.input) { _, _ -> Int in throw Self.broken }
            graph.recover(price) { _, _ in throw Fault(failureCode: "worse") }
        }
        let engine = try await engine(InMemoryStore(), definition)
        let context = try await engine.execute("handled", input: 1)
        #expect(context.status == .failed)
        #expect(context.failure?.code == "broken")
        let failed = try await engine.history(of: "r-only").first { $0.kind == .taskFailed }
        #expect(failed?.cause?.hasPrefix("its error handler failed") == true)
    }

    @Test func anErrorHandlerRunsOnceTheRetriesAreUsedUp() async throws {
        let tally = Tally()
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 2, initialDelay: .zero))
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            let price = graph.task("price", after: graph.input, rules: rules) { context, _ -> Int in
                tally.count(context.task)
                throw Fault()
            }
            graph.recover(price) { context, failure in failure.attempt * 10 + context.attempt }
        }
        let context = try await engine(InMemoryStore(), definition).execute("handled", input: 1)
        #expect(try context.result(of: "price", as: Int.self) == 33)
        #expect(tally["price"] == 3)
    }

    /// The body of an attempt that timed out ends while the error handler runs, which has the same number: what it
    /// says was once taken for what the handler said, and where it said nothing the run never ended.
    @Test(arguments: [false, true])
    func aBodyThatEndsAfterItsTimeoutIsNotTakenForItsErrorHandler(answersToCancellation: Bool) async throws {
        let (clock, body, handler, store) = (ManualClock(), Gate(), Gate(), ObservedStore())
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            let rules = TaskRules(timeout: .seconds(5))
            let price = graph.task("price", after: graph.input, rules: rules) { _, _ in
                await body.wait()
                if answersToCancellation { try Task.checkCancellation() }
                return 100
            }
            graph.recover(price) { _, _ in
                await handler.wait()
                return -1
            }
            let other = graph.task("other", after: graph.input) { _, input in
                await body.wait()
                return input
            }
            graph.task("show", after: price, other) { _, price, _ in price }
        }
        let engine = try await timedEngine(store, clock, definition)
        async let ending = engine.execute("handled", input: 1)
        await body.arrivals(atLeast: 2)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(5))
        // The handler begins once the body has had its grace.
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(30))
        await handler.arrivals(atLeast: 1)
        body.open()
        await store.recorded(.taskCompleted, "other")
        handler.open()
        let context = try await ending
        #expect(try context.result(of: "price", as: Int.self) == -1)
        #expect(try context.result(of: "show", as: Int.self) == -1, "a dependent was given the refused result")
        let late = try await engine.history(of: "r-only").filter { $0.kind == .attemptLate }
        #expect(late.count == (answersToCancellation ? 0 : 1))
    }

    /// The error handler is under way when the process ends: it runs again, and the body does not.
    @Test func anErrorHandlerThatACrashCutShortRunsAgainAndTheBodyDoesNot() async throws {
        let (gate, store, tally) = (Gate(), InMemoryStore(), Tally())
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            let price = graph.task("price", after: graph.input) { context, _ -> Int in
                tally.count(context.task)
                throw Self.broken
            }
            graph.recover(price) { _, failure in
                tally.count("handler")
                if tally["handler"] == 1 { await gate.wait() }
                return failure.code == "broken" ? -1 : -2
            }
        }
        let first = try await engine(store, definition)
        async let crashed = first.execute("handled", input: 1)
        await gate.arrivals(atLeast: 1)
        let second = try await engine(wreck(of: store), definition)
        #expect(try await second.resume("r-only").result(of: "price", as: Int.self) == -1)
        #expect(tally["price"] == 1 && tally["handler"] == 2)
        gate.open()
        _ = try await crashed
    }

    @Test func theFailureHandlerHearsOfTheFailureBehindTheCompensationsAndOnce() async throws {
        let notes = Notes()
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            let first = graph.task("first", after: graph.input) { _, input in input }
            graph.compensate(first) { _, _ in notes.add("undo first") }
            graph.task("second", after: first) { _, _ -> Int in throw Self.broken }
            graph.onFailure { context, failure in
                notes.add("failed by \(failure.code) with \(context.results.count) result")
            }
        }
        let engine = try await engine(InMemoryStore(), definition)
        let context = try await engine.execute("handled", input: 1)
        #expect(context.status == .failed && context.failure?.code == "broken")
        #expect(notes.all == ["undo first", "failed by broken with 1 result"])
        #expect(try await engine.resume("r-only").status == .failed)
        #expect(notes.all.count == 2)
    }

    @Test func aFailureHandlerThatFailsIsRecordedAndTheRunHasFailedByItsOwnFailure() async throws {
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            graph.task("only", after: graph.input) { _, _ -> Int in throw Self.broken }
            graph.onFailure { _, _ in throw Fault(failureCode: "worse") }
        }
        let engine = try await engine(InMemoryStore(), definition)
        #expect(try await engine.execute("handled", input: 1).failure?.code == "broken")
        let failed = try await engine.history(of: "r-only").filter { $0.kind == .compensationFailed }
        #expect(failed.map(\.failure?.code) == ["worse"])
    }

    @Test func theFailureHandlerIsNotCalledWhenARunCompletesOrIsCancelled() async throws {
        let (notes, hall) = (Notes(), ManualClock())
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            graph.task("only", after: graph.input) { _, input in
                if input == 2 { try await hall.sleep(for: .seconds(1)) }
                return input
            }
            graph.onFailure { _, _ in notes.add("failed") }
        }
        let engine = try await engine(InMemoryStore(), definition)
        #expect(try await engine.execute("handled", input: 1, runID: "r-1").status == .completed)
        async let ending = engine.execute("handled", input: 2, runID: "r-2")
        await hall.sleepers(atLeast: 1)
        #expect(try await engine.cancel("r-2", cause: "asked"))
        #expect(try await ending.status == .cancelled)
        #expect(notes.all.isEmpty)
    }

    /// The failure handler belongs to no task: it once ran under the timeout of the first one.
    @Test func theFailureHandlerIsNotUnderTheTimeoutOfATask() async throws {
        let (clock, gate) = (ManualClock(), Gate())
        let definition = WorkflowDefinition("handled", input: Int.self) { graph in
            graph.task("only", after: graph.input, rules: TaskRules(timeout: .seconds(5))) { _, _ -> Int in
                throw Self.broken
            }
            graph.onFailure { _, _ in await gate.wait() }
        }
        let engine = try await timedEngine(InMemoryStore(), clock, definition)
        async let ending = engine.execute("handled", input: 1)
        await gate.arrivals(atLeast: 1)
        clock.advance(by: .seconds(60))
        gate.open()
        _ = try await ending
        #expect(try await !engine.history(of: "r-only").contains { $0.kind == .compensationFailed })
    }
}
