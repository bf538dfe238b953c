import Glibc

/// Reads what a child writes: its answer goes to a receiver piece by piece, what it says on its standard error is kept
/// within bounds.
struct ChildStreams {
    private(set) var errors: [UInt8] = []
    private var receiver: FrameReceiver
    private var failure: FrameReceiver.Failure?
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    init(receiver: FrameReceiver) { self.receiver = receiver }

    /// What the child's standard output has said up to its end.
    var answer: Result<ExtractionFrame.Content, FrameReceiver.Failure> {
        if let failure { return .failure(failure) }
        do throws(ExtractionFrame.Violation) {
            return .success(try receiver.finish())
        } catch {
            return .failure(.violation(error))
        }
    }

    enum Progress {
        case more
        case ended
        case refused
    }

    /// Takes what the child's standard output holds.
    mutating func readOutput(from descriptor: CInt) -> Progress {
        let count = read(descriptor)
        guard count > 0 else { return count == 0 ? .ended : .more }
        do throws(FrameReceiver.Failure) {
            try receiver.receive(buffer[..<count])
            return .more
        } catch {
            failure = error
            return .refused
        }
    }

    /// Takes what the child's standard error holds; what is beyond the limit is dropped, so that the child never waits.
    mutating func readErrors(from descriptor: CInt) -> Progress {
        let count = read(descriptor)
        guard count > 0 else { return count == 0 ? .ended : .more }
        errors.append(contentsOf: buffer[..<min(count, ChildExchange.errorLimit - errors.count)])
        return .more
    }

    /// The bytes read, 0 at the stream's end, -1 to try again.
    private mutating func read(_ descriptor: CInt) -> Int {
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        // Anything but an interruption cannot be waited out: the stream has ended for us.
        return count < 0 && errno != EINTR ? 0 : count
    }
}
