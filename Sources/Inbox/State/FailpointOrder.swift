#if DEBUG
import Glibc
import Synchronization

/// Where a test wants this process to end.
final class FailpointOrder: Sendable {
    /// The order in the environment; nil where there is none.
    static let current: FailpointOrder? = getenv("TRADECRAFT_FAILPOINT").map { FailpointOrder(String(cString: $0)) }

    private let name: String
    private let rest: Mutex<Int>

    /// Reads `name` or `name:count`.
    private init(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        name = parts.first.map(String.init) ?? ""
        rest = Mutex(parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }

    /// Counts, and ends the process when the count is full.
    func reached(_ name: String) {
        guard name == self.name else { return }
        let isDue = rest.withLock { rest in
            rest -= 1
            return rest == 0
        }
        if isDue { kill(getpid(), SIGKILL) }
    }
}
#endif
