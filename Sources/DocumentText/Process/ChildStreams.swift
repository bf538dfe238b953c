import Glibc

/// What a child has written so far, within bounds.
struct ChildStreams {
    private(set) var output: [UInt8] = []
    private(set) var errors: [UInt8] = []
    private let outputLimit: Int
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    init(outputLimit: Int) { self.outputLimit = outputLimit }

    enum Progress {
        case more
        case ended
        case overflow
    }

    /// Takes what the child's standard output holds.
    mutating func readOutput(from descriptor: CInt) -> Progress {
        let count = read(descriptor)
        guard count > 0 else { return count == 0 ? .ended : .more }
        guard output.count + count <= outputLimit else { return .overflow }
        output.append(contentsOf: buffer[..<count])
        return .more
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
