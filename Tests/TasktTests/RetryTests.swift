import Taskt
import TasktTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct RetryTests {
    static let policy = RetryPolicy(
        retries: 5,
        initialDelay: .seconds(2),
        multiplier: 3,
        maximumDelay: .seconds(20),
        jitter: 0.5
    )

    /// Delays grow by the multiplier up to the cap, each less its share of jitter, and none follows the last attempt.
    @Test(arguments: [
        (0.0, [2.0, 6, 18, 20, 20]),
        (0.5, [1.5, 4.5, 13.5, 15, 15]),
    ])
    func attemptsBeginAtExactlyTheTimesOfThePolicy(random: Double, delays: [Double]) async throws {
        let (clock, store, tally) = (ManualClock(), InMemoryStore(), Tally())
        let definition = single(TaskRules(retryPolicy: Self.policy)) { context, _ in
            tally.count(context.task)
            throw Fault()
        }
        let engine = try await timedEngine(store, clock, jitter: random, definition)
        async let ending = engine.execute("single", input: 1)
        for delay in delays {
            await clock.sleepers(atLeast: 1)
            #expect(clock.advanceToNextDeadline() == .seconds(delay))
        }
        let context = try await ending
        #expect(context.status == .failed)
        #expect(context.failure?.attempt == 6)
        #expect(tally["only"] == 6)
        #expect(clock.advanceToNextDeadline() == nil, "something still waits behind the last attempt")
        var (expected, time) = ([Timestamp](), Duration.zero)
        for delay in delays {
            time += .seconds(delay)
            expected.append(origin.advanced(by: time))
        }
        let history = try await engine.history(of: "r-only")
        #expect(history.filter { $0.kind == .retryScheduled }.map(\.dueAt) == expected)
        #expect(history.filter { $0.kind == .attemptStarted }.map(\.at) == [origin] + expected)
    }

    @Test func aDelayStaysWithinTheBoundsOfItsJitter() {
        var random = SeededRandom(seed: 12)
        for failures in 1...8 {
            let longest = Self.policy.delay(afterFailures: failures, random: 0)
            #expect(longest <= .seconds(20))
            for _ in 0..<200 {
                let delay = Self.policy.delay(afterFailures: failures, random: .random(in: 0..<1, using: &random))
                #expect(delay <= longest && delay * 2 >= longest - .microseconds(2))
            }
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: Fault
        let attempts: Int
    }

    /// Whether a failure is tried again is asked at every attempt, the last included, and the cause is kept.
    @Test(arguments: [
        Case(
            testDescription: "a permanent error",
            fault: Fault(failureCode: "broken", isTransient: false),
            attempts: 1
        ),
        Case(
            testDescription: "a transient error of a code ruled out",
            fault: Fault(failureCode: "denied"),
            attempts: 1
        ),
        Case(testDescription: "a transient error", fault: Fault(failureCode: "busy"), attempts: 3),
    ])
    func onlyAFailureThatMayPassIsTriedAgain(_ example: Case) async throws {
        let tally = Tally()
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 2, initialDelay: .zero, nonRetryableCodes: ["denied"]))
        let definition = single(rules) { context, _ in
            tally.count(context.task)
            throw example.fault
        }
        let engine = try await timedEngine(InMemoryStore(), ManualClock(), definition)
        let context = try await engine.execute("single", input: 1)
        #expect(tally["only"] == example.attempts)
        #expect(context.failure?.code == example.fault.failureCode)
        #expect(context.failure?.message == example.fault.description)
        #expect(context.failure?.attempt == example.attempts)
    }

    @Test func aPermanentErrorAtTheLastAttemptIsTheOneThatIsKept() async throws {
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 1, initialDelay: .zero))
        let definition = single(rules) { context, _ in
            throw context.attempt == 1 ? Fault() : Fault(failureCode: "broken", isTransient: false)
        }
        let engine = try await timedEngine(InMemoryStore(), ManualClock(), definition)
        #expect(try await engine.execute("single", input: 1).failure?.code == "broken")
    }

    /// The process ends 4 seconds into a delay of 10: the next one waits the other 6, and goes on counting.
    @Test func attemptCountAndNextTimeSurviveACrashInTheMiddleOfADelay() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let rules = TaskRules(retryPolicy: RetryPolicy(retries: 2, initialDelay: .seconds(10)))
        let definition = single(rules) { _, _ in throw Fault() }
        let first = try await timedEngine(store, clock, definition)
        let running = Task { try await first.execute("single", input: 1) }
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(4))
        let disk = try await wreck(of: store)
        running.cancel()
        _ = await running.result

        let second = try await timedEngine(disk, clock, definition)
        async let ending = second.resume("r-only")
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(6))
        await clock.sleepers(atLeast: 1)
        #expect(clock.advanceToNextDeadline() == .seconds(20), "the second failure is followed by the second delay")
        let context = try await ending
        #expect(context.failure?.attempt == 3)
        let starts = try await second.history(of: "r-only").filter { $0.kind == .attemptStarted }
        #expect(starts.map(\.attempt) == [1, 2, 3])
        #expect(starts.map { $0.at.since(origin) } == [.zero, .seconds(10), .seconds(30)])
    }

    /// A clock that was set back between two processes must not stretch the delay beyond the policy's longest.
    @Test func aDelayIsNotStretchedByAWallClockThatWasSetBack() async throws {
        let (clock, store) = (ManualClock(), InMemoryStore())
        let policy = RetryPolicy(retries: 1, initialDelay: .seconds(10), maximumDelay: .seconds(15))
        let definition = single(TaskRules(retryPolicy: policy)) { context, input in
            if context.attempt == 1 { throw Fault() }
            return input
        }
        clock.advance(by: .seconds(3_600))
        let first = try await timedEngine(store, clock, definition)
        let running = Task { try await first.execute("single", input: 1) }
        await clock.sleepers(atLeast: 1)
        let disk = try await wreck(of: store)
        running.cancel()
        _ = await running.result

        let earlier = ManualClock()
        let second = try await timedEngine(disk, earlier, definition)
        async let ending = second.resume("r-only")
        await earlier.sleepers(atLeast: 1)
        #expect(earlier.advanceToNextDeadline() == .seconds(15))
        #expect(try await ending.status == .completed)
    }
}
