import Synchronization

/// Which of a store's operations fail, and how: for fault sweeps.
///
/// ```swift
/// for target in 1... {
///     let plan = FaultPlan(failing: target, .before)
///     // ... run against InMemoryStore(faults: plan), reopen, check what must hold ...
///     if !plan.disarm() { break }   // the run ended before the target was reached
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

    private struct State {
        var operations = 0
        var remaining: Int
        var isArmed = true
        var hasFired = false
    }

    private let target: Int
    private let fault: Fault
    private let state: Mutex<State>

    /// Plans that operation `target` (from 1) fails, and the `repeats - 1` operations after it.
    public init(failing target: Int, _ fault: Fault = .before, repeats: Int = 1) {
        self.target = target
        self.fault = fault
        state = Mutex(State(remaining: repeats))
    }

    /// Counts an operation, and says how it fails; nil where it does not.
    public func next() -> Fault? {
        state.withLock { state in
            state.operations += 1
            guard state.isArmed, state.operations >= target, state.remaining > 0 else { return nil }
            state.remaining -= 1
            state.hasFired = true
            return fault
        }
    }

    /// Ends the plan, and says whether any operation failed by it.
    @discardableResult
    public func disarm() -> Bool {
        state.withLock { state in
            state.isArmed = false
            return state.hasFired
        }
    }
}
