import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// Which terms of ownership are alive: each holds a lock on a byte of its own in a file beside the database.
///
/// The lock is one of an open file description: the kernel takes it back when the process ends, however it ends, and
/// no sooner. So a term is dead exactly when nobody can write under it any more, and neither a clock that jumps nor a
/// process that is slow makes it look so.
///
/// The C constants of these locks are those of Linux, `fcntl(2)`.
final class TermLocks: Sendable {
    private static let getLock: CInt = 36
    fileprivate static let setLock: CInt = 37
    private static let setLockAndWait: CInt = 38

    private let path: String
    /// For questions only: it holds no lock, so that it is told of every other.
    private let asking: Descriptor

    init(database path: String) throws(StoreError) {
        self.path = path + "-terms"
        asking = try Descriptor(self.path)
    }

    /// Takes the lock of a term, for as long as the result lives or until it is closed.
    func hold(_ term: OwnershipTerm) throws(StoreError) -> Descriptor {
        let descriptor = try Descriptor(path)
        var lock = Self.lock(term, CInt(F_WRLCK))
        guard fcntl(descriptor.number, Self.setLock, &lock) == 0 else {
            throw StoreError(.inputOutput, during: "open term", detail: "\(path): system error \(errno)")
        }
        return descriptor
    }

    /// Waits until no other process opens the database, and keeps others from it until the result is left.
    func enter() throws(StoreError) -> Gate {
        let descriptor = try Descriptor(path)
        var lock = Self.lock(OwnershipTerm(number: 0), CInt(F_WRLCK))
        while fcntl(descriptor.number, Self.setLockAndWait, &lock) != 0 {
            guard errno == EINTR else {
                throw StoreError(.inputOutput, during: "open", detail: "\(path): system error \(errno)")
            }
        }
        return Gate(descriptor: descriptor)
    }

    /// Whether some process, this one included, holds a term.
    func isHeld(_ term: OwnershipTerm) -> Bool {
        // Where the system cannot say, the owner is taken for alive: better one run left waiting than one run twice.
        Self.isHeld(term, asking: asking) ?? true
    }

    /// Whether some process holds a term, through a descriptor that holds no lock; nil where the system cannot say.
    static func isHeld(_ term: OwnershipTerm, asking descriptor: Descriptor) -> Bool? {
        guard term.number > 0 else { return false }
        var lock = lock(term, CInt(F_WRLCK))
        guard fcntl(descriptor.number, getLock, &lock) == 0 else { return nil }
        return lock.l_type != Int16(F_UNLCK)
    }

    fileprivate static func lock(_ term: OwnershipTerm, _ kind: CInt) -> flock {
        var lock = flock()
        lock.l_type = Int16(kind)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(term.number)
        lock.l_len = 1
        return lock
    }

    /// Keeps other processes from opening the database.
    struct Gate: Sendable {
        fileprivate let descriptor: Descriptor

        /// Lets the next one in; the lock goes with the descriptor at the latest.
        func leave() {
            var lock = TermLocks.lock(OwnershipTerm(number: 0), CInt(F_UNLCK))
            // Where this fails the lock goes when the descriptor is closed, a moment later.
            _ = fcntl(descriptor.number, TermLocks.setLock, &lock)
        }
    }

    /// An open file that is closed with its last reference.
    final class Descriptor: Sendable {
        let number: CInt

        init(_ path: String) throws(StoreError) {
            number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard number >= 0 else {
                let code: StoreError.Code =
                    errno == EACCES || errno == EROFS || errno == EPERM ? .readOnly : .cannotOpen
                throw StoreError(code, during: "open", detail: "\(path): system error \(errno)")
            }
        }

        /// Takes over an open descriptor.
        init(owning number: CInt) { self.number = number }

        deinit { close(number) }
    }
}
