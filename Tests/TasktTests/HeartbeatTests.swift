import Taskt
import TasktTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct HeartbeatTests {
    private static let rules = TaskRules(
        heartbeatTimeout: .seconds(8),
        retryPolicy: RetryPolicy(retries: 1, initialDelay: .zero)
    )

    /// The second attempt begins where the first one said that it was: at the last detail that was acknowledged.
    @Test func anAttemptThatFallsSilentIsStoppedAndItsLastProgressReachesTheNext() async throws {
        let (clock, gate, refused) = (ManualClock(), Gate(), Tally())
        let definition = single(Self.rules) { context, input in
            guard context.attempt == 1 else {
                let progress: Int? = try context.lastProgress()
                return progress ?? -1
            }
            #expect(try context.lastProgress(as: Int.self) == nil)
            try await context.heartbeat(10)
            try await context.heartbeat(20)
            await gate.wait()
            // The attempt has been given up: what it says now is not acknowledged.
            do { try await context.heartbeat(30) } catch is CancellationError { refused.count("detail") }
            do { try context.heartbeat() } catch is CancellationError { refused.count("sign") }
            return input
        }
        let engine = try await timedEngine(InMemoryStore(), clock, definition)
        async let ending = engine.execute("single", input: 1)
        await gate.arrivals(atLeast: 1)
        // Once for the two beats, then four times in vain.
        for _ in 0..<5 {
            await clock.sleepers(atLeast: 1)
            #expect(clock.advanceToNextDeadline() == .seconds(2))
        }
        await clock.sleepers(atLeast: 1)
        gate.open()
        let context = try await ending
        #expect(try context.result(of: "only", as: Int.self) == 20)
        #expect(refused["detail"] == 1 && refused["sign"] == 1)
        let failures = try await engine.history(of: "r-only").compactMap(\.failure)
        #expect(failures.map(\.code) == [.heartbeatMissed])
    }

    @Test func anAttemptThatNeverGivesASignIsStoppedAfterItsTimeout() async throws {
        let (clock, hall) = (ManualClock(), ManualClock())
        let definition = single(TaskRules(heartbeatTimeout: .seconds(8))) { _, input in
            try await hall.sleep(for: .seconds(1))
            return input
        }
        let engine = try await timedEngine(InMemoryStore(), clock, definition)
        async let ending = engine.execute("single", input: 1)
        for _ in 0..<4 {
            await clock.sleepers(atLeast: 1)
            clock.advanceToNextDeadline()
        }
        let context = try await ending
        #expect(context.failure?.code == .heartbeatMissed)
        #expect(clock.now.offset == .seconds(8))
    }

    @Test func anAttemptThatGivesSignsOfLifeMayTakeAsLongAsItNeeds() async throws {
        let clock = ManualClock()
        let (beats, beat) = AsyncStream.makeStream(of: Gate.self)
        let definition = single(TaskRules(heartbeatTimeout: .seconds(8))) { context, input in
            for await answer in beats {
                try context.heartbeat()
                answer.open()
            }
            return input
        }
        let engine = try await timedEngine(InMemoryStore(), clock, definition)
        async let ending = engine.execute("single", input: 1)
        // A sign of life every 6 seconds, for a minute.
        for round in 0..<30 {
            await clock.sleepers(atLeast: 1)
            if round % 3 == 0 {
                let answer = Gate()
                beat.yield(answer)
                await answer.wait()
            }
            clock.advanceToNextDeadline()
        }
        beat.finish()
        #expect(try await ending.status == .completed)
    }

    @Test func progressSurvivesTheEndOfTheProcess() async throws {
        let (store, gate) = (InMemoryStore(), Gate())
        let definition = single { context, input in
            if let progress: [String: Int] = try context.lastProgress() { return progress["offset"] ?? -1 }
            try await context.heartbeat(["offset": 4_096])
            await gate.wait()
            return input
        }
        let first = try await engine(store, definition)
        async let crashed = first.execute("single", input: 1)
        await gate.arrivals(atLeast: 1)
        let second = try await engine(wreck(of: store), definition)
        let context = try await second.resume("r-only")
        #expect(try context.result(of: "only", as: Int.self) == 4_096)
        #expect(context.progress["only"]?.attempt == 1)
        gate.open()
        _ = try await crashed
    }

    /// The attempt times out while its detail is being recorded: it is told that the detail does not count.
    @Test func progressThatIsRecordedWhileTheAttemptIsGivenUpIsNotAcknowledged() async throws {
        let (clock, write, stopped, refused) = (ManualClock(), Gate(), Gate(), Tally())
        let plan = FaultPlan(delaying: { operation in if operation == "record progress" { await write.wait() } })
        let definition = single(TaskRules(timeout: .seconds(5))) { context, input in
            try await withTaskCancellationHandler {
                do { try await context.heartbeat(input) } catch is CancellationError { refused.count("detail") }
            } onCancel: {
                stopped.open()
            }
            return input
        }
        let engine = try await timedEngine(InMemoryStore(faults: plan), clock, definition)
        async let ending = engine.execute("single", input: 1)
        await write.arrivals(atLeast: 1)
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(5))
        await stopped.wait()
        write.open()
        #expect(try await ending.failure?.code == .timedOut)
        #expect(refused["detail"] == 1)
    }

    /// A detail that could not be recorded is not acknowledged, and the next attempt does not hear of it.
    @Test func progressThatWasNotRecordedIsNotAcknowledged() async throws {
        let store = InMemoryStore(faults: FaultPlan(failing: 3))
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 1, initialDelay: .zero))
        let definition = single(rules) { context, input in
            if context.attempt == 1 { try await context.heartbeat(input) }
            return try context.lastProgress() ?? -1
        }
        let context = try await engine(store, definition).execute("single", input: 7)
        #expect(try context.result(of: "only", as: Int.self) == -1)
    }

    @Test func progressOfAnotherTypeIsToldSo() async throws {
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 1, initialDelay: .zero))
        let definition = single(rules) { context, input in
            if context.attempt == 1 {
                try await context.heartbeat("a text")
                throw Fault()
            }
            #expect(throws: DecodingError.self) { try context.lastProgress(as: Int.self) }
            return input
        }
        #expect(try await engine(InMemoryStore(), definition).execute("single", input: 1).status == .completed)
    }
}
