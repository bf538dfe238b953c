import CLinux
import DocumentText
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// What the daemon is told from outside: to stop, or to read its configuration again.
///
/// Signals are taken by handlers of their own, so that they reach a daemon that is the first process of a container
/// too, and are looked at by a thread of their own, so that a daemon that hangs can still be ended.
package final class ServiceSignals: Sendable {
    /// What is to be done.
    package enum Order: Hashable, Sendable {
        /// End, in order.
        case stop
        /// Read the configuration again.
        case reload
    }

    private struct State {
        var orders: [Order] = []
        var isStopAsked = false
    }

    private let state = Mutex(State())
    private let bell = Doorbell()

    /// Orders that come from nowhere until they are sent.
    package init() {}

    /// Gives an order; one that waits already is not given twice.
    package func send(_ order: Order) {
        state.withLock { state in
            if !state.orders.contains(order) { state.orders.append(order) }
        }
        bell.ring()
    }

    /// The next order; nil when the current task is cancelled.
    func next() async -> Order? {
        while !Task.isCancelled {
            if let order = state.withLock({ $0.orders.isEmpty ? nil : $0.orders.removeFirst() }) { return order }
            await bell.wait(atMost: nil, clock: ContinuousClock())
        }
        return nil
    }

    /// Takes SIGTERM, SIGINT and SIGHUP from here on, and collects orphans where this process inherits them.
    ///
    /// - Parameters:
    ///   - deadline: how long after the first order to stop the process is ended, whatever it does.
    ///   - endsAtHangUp: whether SIGHUP means to stop, as it does for a program that has nothing to reload.
    ///   - end: ends the process; a second order to stop calls it at once.
    /// - Throws: where the machine has no thread or no descriptor left.
    package func listen(
        deadline: Duration,
        endsAtHangUp: Bool,
        end: @escaping @Sendable (EndCause) -> Void
    ) throws(StartupError) {
        // A pipe whose reader has gone is an error of who writes to it, not the end of the daemon.
        signal(SIGPIPE, SIG_IGN)
        let descriptor = clinux_signal_pipe([SIGTERM, SIGINT, SIGHUP], 3)
        guard descriptor >= 0 else {
            throw StartupError(.unavailable, "signals cannot be taken: system error \(-descriptor)")
        }
        let watch = SignalWatch(
            descriptor: descriptor,
            deadline: deadline,
            reaper: clinux_inherits_orphans() == 1 ? OrphanReaper() : nil,
            terminal: isatty(STDIN_FILENO) == 1,
            endsAtHangUp: endsAtHangUp,
            orders: self,
            end: end
        )
        guard BlockingThread.start({ watch.run() }) else {
            throw StartupError(.unavailable, "signals cannot be taken: the machine has no thread left")
        }
    }

    /// Why the process ends before it is done.
    package enum EndCause: Sendable {
        /// It was told to stop a second time.
        case secondSignal
        /// It was told to stop, and still works.
        case deadline
    }
}

/// The thread that waits for signals.
private struct SignalWatch: Sendable {
    let descriptor: CInt
    let deadline: Duration
    let reaper: OrphanReaper?
    /// Whether there was a terminal at the start.
    let terminal: Bool
    let endsAtHangUp: Bool
    let orders: ServiceSignals
    let end: @Sendable (ServiceSignals.EndCause) -> Void

    /// How often is looked for orphans that have ended.
    private static let reaping: Duration = .seconds(1)

    func run() {
        _ = clinux_set_thread_name("signals")
        var stopAt: ContinuousClock.Instant?
        while true {
            var polled = pollfd(fd: descriptor, events: .init(POLLIN), revents: 0)
            let ready = poll(&polled, 1, milliseconds(until: stopAt))
            reaper?.look()
            if let stopAt, ContinuousClock.now >= stopAt { end(.deadline) }
            guard ready > 0 else { continue }
            var byte: UInt8 = 0
            guard read(descriptor, &byte, 1) == 1 else { continue }
            if Int32(byte) == SIGHUP, !isHangUp {
                orders.send(.reload)
            } else if stopAt == nil {
                stopAt = ContinuousClock.now + deadline
                orders.send(.stop)
            } else if Int32(byte) != SIGHUP {
                end(.secondSignal)
            }
        }
    }

    /// Whether SIGHUP says that the terminal is gone, not that the configuration is to be read again.
    private var isHangUp: Bool { endsAtHangUp || (terminal && isatty(STDIN_FILENO) == 0) }

    private func milliseconds(until stopAt: ContinuousClock.Instant?) -> CInt {
        var wait = reaper == nil ? nil : Self.reaping
        if let stopAt { wait = min(wait ?? deadline, max(stopAt - ContinuousClock.now, .zero)) }
        guard let wait else { return -1 }
        return CInt(clamping: wait.components.seconds * 1_000 + wait.components.attoseconds / 1_000_000_000_000_000 + 1)
    }
}
