import Synchronization

/// Which of a store's operations fail, and how: for fault sweeps.
///
/// ```swift
/// for target in 1... {
///     let plan = FaultPlan(failing: target, .after)
///     let store = InMemoryStore(faults: plan)
///     let options = WorkflowEngine.Options(storeRetries: .never)
///     let first = try? await WorkflowEngine(store: store, options: options)
///     try first?.register(booking)
///     _ = try? await first?.execute("booking", input: 12, runID: "order-17")
///     let hasFired = plan.disarm()
///     await first?.shutdown()
///     let second = try await WorkflowEngine(store: store)
///     try second.register(booking)
///     let run = try await second.execute("booking", input: 12, runID: "order-17")
///     #expect(run.status == .completed)
///     if !hasFired { break }  // the run ended before the target was reached
/// }
/// ```
public final class FaultPlan: Sendable {
    /// How an operation fails.
    public enum Fault: Sendable, CaseIterable {
        /// The operation has no effect and reports an error.
        case before
        /// The operation takes effect and reports an error all the same.
        case after
    }

    /// What befalls operations.
    private enum Rule: Sendable {
        case nth(Int, Fault, repeats: Int)
        case chance(Double, Fault?)
    }

    private struct State {
        var operations = 0
        var fired = 0
        var isArmed = true
        var random: SeededRandom
    }

    private let rule: Rule
    private let state: Mutex<State>
    private let delay: (@Sendable (String) async -> Void)?

    /// Plans that operation `target` (from 1) fails, and the `repeats - 1` operations after it.
    public init(failing target: Int, _ fault: Fault = .before, repeats: Int = 1) {
        rule = .nth(target, fault, repeats: repeats)
        state = Mutex(State(random: SeededRandom(seed: 0)))
        delay = nil
    }

    /// Plans that each operation fails with a probability, drawn from a seed: the same seed, the same faults.
    ///
    /// - Parameters:
    ///   - rate: the probability, from 0 to 1.
    ///   - fault: how; either way, by chance, where it is nil.
    ///   - seed: where the draws come from.
    public init(rate: Double, _ fault: Fault? = nil, seed: UInt64) {
        rule = .chance(rate, fault)
        state = Mutex(State(random: SeededRandom(seed: seed)))
        delay = nil
    }

    /// Plans that nothing fails, but that operations take their time, or never come back: `delay` is awaited before
    /// each, with the operation's name.
    public init(delaying delay: @escaping @Sendable (String) async -> Void) {
        rule = .nth(.max, .before, repeats: 0)
        state = Mutex(State(random: SeededRandom(seed: 0)))
        self.delay = delay
    }

    /// How many operations there were.
    public var operations: Int { state.withLock(\.operations) }

    /// Counts an operation, and says how it fails; nil where it does not.
    public func next(_ operation: String = "") async -> Fault? {
        await delay?(operation)
        return state.withLock { state in
            state.operations += 1
            guard state.isArmed else { return nil }
            switch rule {
            case .nth(let target, let fault, let repeats):
                guard state.operations >= target, state.fired < repeats else { return nil }
                state.fired += 1
                return fault
            case .chance(let rate, let fault):
                guard Double.random(in: 0..<1, using: &state.random) < rate else { return nil }
                state.fired += 1
                return fault ?? (Bool.random(using: &state.random) ? .before : .after)
            }
        }
    }

    /// Ends the plan, and says whether any operation failed by it.
    @discardableResult
    public func disarm() -> Bool {
        state.withLock { state in
            state.isArmed = false
            return state.fired > 0
        }
    }
}
