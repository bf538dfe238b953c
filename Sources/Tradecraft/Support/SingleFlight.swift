import Synchronization

/// Lets callers that want the same thing at the same time share one making of it.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let waiters = Mutex<[Key: [CheckedContinuation<Value?, Never>]]>([:])

    /// The value that `make` gives; where another caller is making it, the one that it gets.
    ///
    /// A maker that was cancelled gives nil: its caller gets that, and another of the waiting callers makes the value.
    func value(for key: Key, _ make: () async -> Value?) async -> Value? {
        while true {
            let isMaker = waiters.withLock { waiters in
                guard waiters[key] == nil else { return false }
                waiters[key] = []
                return true
            }
            if isMaker {
                let value = await make()
                let joined = waiters.withLock { $0.removeValue(forKey: key) ?? [] }
                for waiter in joined { waiter.resume(returning: value) }
                return value
            }
            let shared: Value? = await withCheckedContinuation { waiter in
                let isGone = waiters.withLock { waiters in
                    guard waiters[key] != nil else { return true }
                    waiters[key]?.append(waiter)
                    return false
                }
                // The maker ended between the two looks: look again.
                if isGone { waiter.resume(returning: nil) }
            }
            if let shared { return shared }
            if Task.isCancelled { return nil }
        }
    }
}
