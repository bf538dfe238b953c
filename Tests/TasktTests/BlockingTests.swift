import Taskt
import TasktTesting
import Testing

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

@Suite(.timeLimit(.minutes(5))) struct BlockingTests {
    /// Holds threads up until it is opened: what a blocking call to a database or a tool does.
    private final class Barrier: Sendable {
        private let descriptors: (read: Int32, write: Int32)

        init() {
            var pair: [Int32] = [0, 0]
            precondition(pipe(&pair) == 0, "the system gives no pipe")
            descriptors = (pair[0], pair[1])
        }

        deinit { close(descriptors.read) }

        /// Blocks the calling thread until the barrier is open.
        func block() {
            var byte: UInt8 = 0
            _ = read(descriptors.read, &byte, 1)
        }

        func open() { close(descriptors.write) }
    }

    /// More bodies block than there are threads in any pool, and an async task runs beside them.
    ///
    /// It is what lets them go on: were the cooperative pool blocked, none would ever end.
    @Test func aFanOutOfBlockingTasksFinishesWhileAnAsyncTaskMakesProgress() async throws {
        let (barrier, begun, all) = (Barrier(), Gate(), Meter())
        let definition = WorkflowDefinition("fan", input: Int.self) { graph in
            for number in 0..<96 {
                graph.blockingTask(TaskName(rawValue: "block-\(number)"), after: graph.input) { _, input in
                    all.enter()
                    if all.highest == 96 { begun.open() }
                    barrier.block()
                    return input + number
                }
            }
            graph.task("async", after: graph.input) { _, input in
                await begun.wait()
                barrier.open()
                return input
            }
        }
        let context = try await engine(InMemoryStore(), definition).execute("fan", input: 1)
        #expect(context.status == .completed && context.results.count == 97)
        #expect(try context.result(of: "block-95", as: Int.self) == 96)
    }

    @Test func aBlockingBodyThatThrowsFailsLikeAnyOther() async throws {
        let definition = WorkflowDefinition("block", input: Int.self) { graph in
            graph.blockingTask("only", after: graph.input) { _, _ -> Int in throw Fault(isTransient: false) }
        }
        let context = try await engine(InMemoryStore(), definition).execute("block", input: 1)
        #expect(context.failure?.code == "test-fault")
    }

    @Test func aBlockingBodyLearnsOfItsTimeoutByAsking() async throws {
        let (clock, barrier, begun, seen) = (ManualClock(), Barrier(), Gate(), Tally())
        let definition = WorkflowDefinition("block", input: Int.self) { graph in
            graph.blockingTask("only", after: graph.input, rules: TaskRules(timeout: .seconds(5))) { context, input in
                #expect(!context.isCancelled)
                begun.open()
                barrier.block()
                if context.isCancelled { seen.count("cancelled") }
                return input
            }
        }
        let engine = try await timedEngine(InMemoryStore(), clock, definition)
        async let ending = engine.execute("block", input: 1)
        await begun.wait()
        await clock.sleepers(atLeast: 1)
        clock.advance(by: .seconds(5))
        await clock.sleepers(atLeast: 1)
        barrier.open()
        #expect(try await ending.failure?.code == .timedOut)
        #expect(seen["cancelled"] == 1)
    }
}
