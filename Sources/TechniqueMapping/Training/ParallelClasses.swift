internal import Dispatch
internal import Synchronization

/// Runs one piece of work for each of many items on a few threads; each item's result has its own place.
enum ParallelClasses {
    /// Calls `body` for 0..<count.
    ///
    /// `makeState` gives each thread its own working memory.
    static func map<State, Result: Sendable>(
        count: Int,
        threads: Int,
        makeState: @Sendable () -> State,
        _ body: @Sendable (inout State, Int) -> Result
    ) -> [Result] {
        let next = Atomic<Int>(0)
        let results = Mutex<[Int: Result]>([:])
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            var state = makeState()
            while true {
                let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if item >= count { return }
                let result = body(&state, item)
                results.withLock { $0[item] = result }
            }
        }
        return results.withLock { found in (0..<count).compactMap { found[$0] } }
    }
}
