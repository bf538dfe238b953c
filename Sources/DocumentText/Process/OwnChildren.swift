import Glibc
import Synchronization

/// The processes that this one has started itself and waits for.
///
/// Who collects the orphans of a container must not collect these: their ends would be lost to the code that waits for
/// them. The list belongs to the process, as its children do, and so is the only one.
package enum OwnChildren {
    private struct State {
        var known: Set<pid_t> = []
        /// How many bodies run that start processes whose numbers are not told.
        var untold = 0
    }

    private static let state = Mutex(State())

    /// Starts a process and notes it as known; nobody collects anything meanwhile.
    static func start(_ spawn: () -> pid_t) -> pid_t {
        state.withLock { state in
            let process = spawn()
            if process > 0 { state.known.insert(process) }
            return process
        }
    }

    /// Forgets a process that was collected.
    static func forget(_ process: pid_t) { _ = state.withLock { $0.known.remove(process) } }

    /// Runs what starts processes and waits for them through a library that does not tell their numbers first: no orphan is
    /// collected meanwhile.
    package static func running<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        state.withLock { $0.untold += 1 }
        defer { state.withLock { $0.untold -= 1 } }
        return try await body()
    }

    /// Ends those that are known, with all that they have started: for a process that is about to end without waiting.
    package static func killAll() {
        state.withLock { state in
            for process in state.known { kill(-process, SIGKILL) }
        }
    }

    /// Collects those processes that are dead and nobody's.
    package static func collectOthers(among processes: Set<Int32>) {
        state.withLock { state in
            guard state.untold == 0 else { return }
            for process in processes.subtracting(state.known) { waitpid(process, nil, WNOHANG) }
        }
    }
}
