import Glibc

/// How a child ended and what it had said by then.
struct ChildOutcome: Sendable {
    /// Why it was stopped; `nil` when it ended by itself.
    let stopped: StopReason?
    /// The status `wait4` gave.
    let status: CInt
    /// What it sent to its standard output; where it was stopped in the middle, that is cut off.
    let answer: Result<ExtractionFrame.Content, FrameReceiver.Failure>
    let errors: [UInt8]
    let peakMemoryBytes: Int

    enum StopReason: Sendable {
        case wall
        /// What it sent was not acceptable; the answer says why.
        case answer
        case cancelled
        case unobservable
    }

    enum Ending: Equatable, Sendable {
        case exited(CInt)
        case signalled(CInt)
    }

    /// What the status says: the macros of C that Swift cannot see.
    var ending: Ending {
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }

    /// Whether what the child left behind looks like an allocation that was refused.
    var looksOutOfMemory: Bool {
        let message = String(decoding: errors, as: UTF8.self).lowercased()
        return ["out of memory", "failed to allocate", "cannot allocate", "could not allocate", "bad_alloc"]
            .contains { message.contains($0) }
    }
}
