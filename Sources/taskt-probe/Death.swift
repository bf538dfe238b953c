import Synchronization
import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// The end of this process, without a word, at a moment that was asked for.
final class Death: Sendable {
    private let failpoint: EngineFailpoint?
    private let occurrence: Int
    private let count = Mutex(0)

    /// Reads `failpoint=` and `occurrence=`; without a failpoint the occurrences of all of them count.
    init(_ arguments: Arguments) throws(ProbeError) {
        occurrence = try arguments.number("occurrence", else: 0)
        guard let name = arguments.optional("failpoint") else {
            failpoint = nil
            return
        }
        guard let failpoint = EngineFailpoint(rawValue: name) else { throw ProbeError("\(name) is no failpoint") }
        self.failpoint = failpoint
    }

    /// Takes in that the engine reached a failpoint.
    func reached(_ failpoint: EngineFailpoint) {
        if let expected = self.failpoint, expected != failpoint { return }
        step()
    }

    /// Counts, and ends the process where the count is that of the occurrence.
    func step() {
        let isDue = count.withLock { count in
            count += 1
            return count == occurrence
        }
        if isDue { Self.now() }
    }

    /// Ends the process after a time.
    static func comes(after microseconds: Int) {
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                usleep(useconds_t(UInt(bitPattern: argument)))
                Death.now()
                return nil
            },
            UnsafeMutableRawPointer(bitPattern: max(1, microseconds))
        )
        precondition(status == 0, "no thread could be made: error \(status)")
    }

    /// Ends the process.
    static func now() { kill(getpid(), SIGKILL) }
}
