package import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// Whether the engines behind terms are alive, asked from outside: it reads the lock file of a database, and makes and
/// locks nothing.
package struct TermOwners: Sendable {
    private let lockFile: TermLocks.Descriptor?
    /// Whether there is no lock file: then no engine has ever held a term.
    private let hasNone: Bool

    /// Looks at the lock file of the database at `path`.
    package init(database path: String) {
        let descriptor = open(path + "-terms", O_RDONLY | O_CLOEXEC)
        hasNone = descriptor < 0 && errno == ENOENT
        lockFile = descriptor < 0 ? nil : TermLocks.Descriptor(owning: descriptor)
    }

    /// Whether the engine of a term is alive; nil where this user may not know.
    package func isAlive(_ term: OwnershipTerm) -> Bool? {
        if hasNone { return false }
        return lockFile.flatMap { TermLocks.isHeld(term, asking: $0) }
    }
}
