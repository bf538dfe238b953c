import Taskt
import TasktSQLite
import TasktTesting
import Testing

/// A wall clock that jumps while a run waits for its retry.
@Suite(.timeLimit(.minutes(6))) struct WallClockTests {
    static let jumps: [Duration] = [.seconds(-3_600), .seconds(86_400), .seconds(-86_400 * 365)]

    /// The delay is counted by the monotonic clock: a jump neither stretches nor shortens it.
    @Test(arguments: jumps) func aJumpDuringADelayDoesNotChangeIt(jump: Duration) async throws {
        let folder = try TemporaryFolder()
        let (clock, wall) = (ManualClock(), WallClock())
        let database = try WorkflowDatabase(path: folder.database)
        let engine = try await self.engine(database, clock, wall, failures: 1)
        async let outcome = engine.execute("diamond", input: 21, runID: "r-1")
        await clock.sleepers(atLeast: 1)
        wall.move(by: jump)
        #expect(clock.advanceToNextDeadline() == .seconds(10))
        #expect(try await outcome.status == .completed)
        try database.close()
    }

    /// The engine ends in the middle of the delay and the clock jumps before the next begins: what is left of the delay
    /// is none where the clock went forward, and never more than the policy's longest where it went back.
    @Test(arguments: jumps) func aJumpBetweenTwoLivesLeavesADelayWithinThePolicy(jump: Duration) async throws {
        let folder = try TemporaryFolder()
        let wall = WallClock()
        let first = try WorkflowDatabase(path: folder.database)
        let clock = ManualClock()
        let engine = try await self.engine(first, clock, wall, failures: .max)
        let run = Task { try await engine.execute("diamond", input: 21, runID: "r-1") }
        await clock.sleepers(atLeast: 1)
        run.cancel()
        await #expect(throws: TasktError.self) { try await run.value }
        await engine.shutdown()
        try first.close()
        wall.move(by: jump)
        let second = try WorkflowDatabase(path: folder.database)
        let later = ManualClock()
        let heir = try await self.engine(second, later, wall, failures: 0)
        async let outcome = heir.resume("r-1")
        if jump < .zero {
            await later.sleepers(atLeast: 1)
            #expect(later.advanceToNextDeadline() == .seconds(300))
        }
        let context = try await outcome
        #expect(context.status == .completed && context.results["ingest"]?.attempt == 2)
        try second.close()
    }

    private func engine(
        _ database: WorkflowDatabase,
        _ clock: ManualClock,
        _ wall: WallClock,
        failures: Int
    ) async throws -> WorkflowEngine {
        let environment = EngineEnvironment(clock: clock, uptime: { clock.now.offset }, now: { wall.now })
        let engine = try await WorkflowEngine(store: SQLiteWorkflowStore(database), environment: environment)
        try engine.register(
            steeredDiamond { context in
                if context.task == "ingest", context.attempt <= failures { throw BodyFailure(isTransient: true) }
            }
        )
        return engine
    }
}
