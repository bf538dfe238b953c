import Glibc

/// Extracts documents in a child process each, so that a hostile document can harm nothing but its own child.
///
/// The child gets the document as its standard input, a nearly empty environment and no other descriptor. It is held to
/// the limits from outside as well as by its own resource limits, its answer is checked as if it came from a stranger,
/// and when a call returns or throws, the child and everything it started are dead and collected. Each extraction
/// blocks a thread of its own, never one of the cooperative pool; as many run in parallel as there are calls.
package struct ExtractorProcess: DocumentExtractor {
    /// The path of the `tradecraft-extract` program.
    package let executable: String

    let environment: [String]
    private let options: ExtractionOptions

    /// A client of the extractor program at `executable`.
    ///
    /// - Parameters:
    ///   - executable: The program's path.
    ///   - options: What is switched on for every document.
    ///   - toolPath: The folders in which the program may look for `pdftotext` and its like, separated by colons.
    package init(
        executable: String,
        options: ExtractionOptions = ExtractionOptions(),
        toolPath: String = "/usr/local/bin:/usr/bin:/bin"
    ) {
        self.executable = executable
        self.options = options
        // A crash is reported by its signal; the backtracer would start another program and print registers.
        environment = ["PATH=\(toolPath)", "SWIFT_BACKTRACE=enable=no"]
    }

    /// The path of the extractor program that is installed beside the running program.
    package static func besideRunningProgram() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let path = String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        return "\(folder)/tradecraft-extract"
    }

    /// Extracts the file at `path` in a child process.
    ///
    /// The files of a container go to `members` as they come out of the child, from the thread that waits for it; when
    /// the call throws, those that were given before are of no use.
    package func extract(
        path: [UInt8],
        name: String,
        limits: ExtractionLimits,
        members: (any MemberReceiver)?,
        text: (any TextReceiver)?
    ) async throws(ExtractionError) -> Extraction {
        guard let stop = StopSignal() else {
            throw ExtractionError(.unavailable, document: name, detail: "no descriptor is left for the extractor")
        }
        let result = await withTaskCancellationHandler {
            await BlockingThread.run {
                Result { () throws(ExtractionError) in
                    try extractBlocking(path: path, name: name, limits: limits, receivers: (members, text), stop: stop)
                }
            }
        } onCancel: {
            stop.raise()
        }
        guard let result else {
            throw ExtractionError(.unavailable, document: name, detail: "no thread is left for the extractor")
        }
        return try result.get()
    }

    /// Extracts the file at `path` in a child process, on the calling thread, which it blocks.
    ///
    /// - Throws: ``ExtractionError``.
    package func extractBlocking(
        path: [UInt8],
        name: String,
        limits: ExtractionLimits
    ) throws(ExtractionError) -> Extraction {
        guard let stop = StopSignal() else {
            throw ExtractionError(.unavailable, document: name, detail: "no descriptor is left for the extractor")
        }
        return try extractBlocking(path: path, name: name, limits: limits, receivers: (nil, nil), stop: stop)
    }

    private func extractBlocking(
        path: [UInt8],
        name: String,
        limits: ExtractionLimits,
        receivers: (members: (any MemberReceiver)?, text: (any TextReceiver)?),
        stop: StopSignal
    ) throws(ExtractionError) -> Extraction {
        // The deadline of a real process can only be told by the system's own clock, the one `poll` waits on.
        let deadline = ContinuousClock.now + limits.wall
        let document = try open(path: path, name: name, limits: limits)
        let child = ExtractorChild(
            executable: executable,
            arguments: ExtractorArguments(name: name, parent: getpid(), limits: limits, options: options)
                .commandLine,
            environment: environment
        )
        let outcome: ChildOutcome
        do throws(ExtractorChild.StartFailure) {
            outcome = try child.run(
                document: document,
                until: deadline,
                receiver: FrameReceiver(limits: limits, members: receivers.members, text: receivers.text),
                stop: stop
            )
        } catch {
            throw startError(error, name: name)
        }
        return try outcome.verdict(document: name, limits: limits)
    }

    private func open(
        path: [UInt8],
        name: String,
        limits: ExtractionLimits
    ) throws(ExtractionError) -> OwnedDescriptor {
        // Not blocking: a FIFO without a writer would hold this thread for ever.
        let number = Glibc.open(path.map(CChar.init(bitPattern:)) + [0], O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        let openError = errno
        guard let document = OwnedDescriptor(adopting: number) else {
            throw ExtractionError(.unreadable, document: name, detail: String(cString: strerror(openError)))
        }
        var status = stat()
        guard fstat(document.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ExtractionError(.unreadable, document: name, detail: "it is not a regular file")
        }
        guard status.st_size > 0 else { throw ExtractionError(.empty, document: name) }
        guard status.st_size <= limits.inputBytes else {
            let detail = "\(status.st_size) bytes, the limit is \(limits.inputBytes)"
            throw ExtractionError(.inputExceeded, document: name, detail: detail)
        }
        return document
    }

    func startError(_ failure: ExtractorChild.StartFailure, name: String) -> ExtractionError {
        let reason = String(cString: strerror(failure.errorNumber))
        return switch failure.errorNumber {
        case ENOENT, EACCES, ENOEXEC, ENOTDIR, EPERM:
            ExtractionError(.toolMissing, document: name, detail: "\(executable) cannot be started: \(reason)")
        default:
            ExtractionError(.unavailable, document: name, detail: "the extractor cannot be started: \(reason)")
        }
    }
}
