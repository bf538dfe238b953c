import CLinux
import Glibc

/// A file descriptor that is closed when its owner goes away.
struct OwnedDescriptor: ~Copyable {
    let number: CInt

    /// Takes over an open descriptor, moved above the standard three: a program that runs without a standard input
    /// gets those numbers from `open`, and they would be overwritten while a child is set up.
    init?(adopting number: CInt) {
        guard number >= 0 else { return nil }
        guard number < 3 else {
            self.number = number
            return
        }
        let moved = fcntl(number, F_DUPFD_CLOEXEC, 3)
        close(number)
        guard moved >= 0 else { return nil }
        self.number = moved
    }

    deinit { close(number) }
}
