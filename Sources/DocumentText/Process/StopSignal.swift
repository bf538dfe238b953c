import CLinux
import Glibc

/// Tells a thread that waits in `poll` to stop; may be raised from anywhere, any number of times.
final class StopSignal: Sendable {
    /// Polls readable once the signal is raised.
    let descriptor: CInt

    init?() {
        descriptor = clinux_eventfd()
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    func raise() {
        // It fails only when the counter is full: then it is readable already.
        _ = clinux_eventfd_signal(descriptor)
    }
}
