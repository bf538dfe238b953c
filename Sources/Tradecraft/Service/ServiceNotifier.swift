import CLinux
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Tells the service manager how the daemon is: the protocol of `sd_notify(3)`.
///
/// Without a manager that listens, nothing is said. What cannot be said is lost: the work does not depend on it.
package final class ServiceNotifier: Sendable {
    private struct State {
        var hasBeenReady = false
        var status = ""
    }

    /// How often the manager wants a sign of life, at least; nil where it wants none.
    package let watchdog: Duration?

    private let socket: String?
    private let state = Mutex(State())

    /// A notifier for the manager that the variables of the environment name.
    ///
    /// - Parameters:
    ///   - environment: `NOTIFY_SOCKET`, and `WATCHDOG_USEC` with `WATCHDOG_PID`.
    ///   - processID: this process, which the watchdog may not be about.
    package init(environment: [String: String], processID: Int32 = getpid()) {
        let socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isOurs = environment["WATCHDOG_PID"].map { $0 == "\(processID)" } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        self.socket = socket
        watchdog = socket == nil || !isOurs ? nil : microseconds.map { .microseconds($0) }
    }

    /// A notifier that says nothing.
    package static var silent: ServiceNotifier { ServiceNotifier(environment: [:]) }

    /// Whether anybody listens.
    package var isListenedTo: Bool { socket != nil }

    /// The daemon has taken up what was left, and watches its inbox.
    package func ready() {
        state.withLock { $0.hasBeenReady = true }
        send("READY=1")
    }

    /// The configuration is being read again.
    package func reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=\(clinux_monotonic_microseconds())")
    }

    /// The configuration that was there before stays in force.
    package func reloaded() {
        if state.withLock({ $0.hasBeenReady }) { send("READY=1") }
    }

    /// The daemon is about to end.
    package func stopping() { send("STOPPING=1") }

    /// The daemon gets on with its work.
    package func isAlive() { send("WATCHDOG=1") }

    /// What the daemon does, in a few words; said only where they are other words.
    package func status(_ text: String) {
        let isNew = state.withLock { state in
            defer { state.status = text }
            return state.status != text
        }
        if isNew { send("STATUS=\(text)") }
    }

    private func send(_ message: String) {
        guard let socket else { return }
        _ = socket.withCString { address in message.withCString { clinux_notify(address, $0, message.utf8.count) } }
    }
}
