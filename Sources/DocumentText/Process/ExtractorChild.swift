import CLinux
import Glibc

/// Runs one extractor from start to end.
struct ExtractorChild {
    let executable: String
    let arguments: [String]
    let environment: [String]

    /// Starts the program with `document` as its standard input and waits until it has ended, or has to be stopped.
    ///
    /// When this returns, the process and everything in its group have been killed and the process is collected,
    /// whatever happened. It blocks, and the child dies with the calling thread.
    ///
    /// `receiver` takes what the program writes, and says when it is too much.
    ///
    /// - Throws: `StartFailure` when the program could not be started; then there is no process.
    func run(
        document: borrowing OwnedDescriptor,
        until deadline: ContinuousClock.Instant,
        receiver: FrameReceiver,
        stop: StopSignal
    ) throws(StartFailure) -> ChildOutcome {
        let output = try ReadablePipe()
        let errors = try ReadablePipe()
        let process = try start(
            input: document.number,
            output: output.writeEnd.number,
            errors: errors.writeEnd.number
        )
        // The child has its own copies of the write ends; with ours open, its end would not be seen.
        let exchange = ChildExchange(
            process: process,
            output: output.keepingReadEnd(),
            errors: errors.keepingReadEnd(),
            receiver: receiver
        )
        return exchange.run(until: deadline, stop: stop)
    }

    private func start(input: CInt, output: CInt, errors: CInt) throws(StartFailure) -> pid_t {
        let process = CStrings.with([executable] + arguments) { argumentPointers in
            CStrings.with(environment) { environmentPointers in
                OwnChildren.start {
                    clinux_spawn_group(executable, argumentPointers, environmentPointers, input, output, errors)
                }
            }
        }
        guard process > 0 else { throw StartFailure(errorNumber: -process) }
        return process
    }

    /// The system's reason for not starting a program.
    struct StartFailure: Error {
        let errorNumber: CInt
    }

    /// A pipe to read a child's stream from.
    struct ReadablePipe: ~Copyable {
        let readEnd: OwnedDescriptor
        let writeEnd: OwnedDescriptor

        init() throws(StartFailure) {
            var ends: [CInt] = [-1, -1]
            let result = clinux_pipe(&ends)
            guard result == 0 else { throw StartFailure(errorNumber: -result) }
            let first = OwnedDescriptor(adopting: ends[0])
            let second = OwnedDescriptor(adopting: ends[1])
            guard let first, let second else { throw StartFailure(errorNumber: EMFILE) }
            readEnd = first
            writeEnd = second
        }

        consuming func keepingReadEnd() -> OwnedDescriptor { readEnd }
    }
}
