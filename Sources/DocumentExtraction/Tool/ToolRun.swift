import CLinux
import DocumentText
import Glibc

/// One run of a separate program on the document.
struct ToolRun {
    /// What it wrote to its standard output, up to the limit.
    private(set) var output: [UInt8] = []
    /// What it wrote to its standard error, at most 64 KiB.
    private(set) var errors: [UInt8] = []
    /// Whether it was stopped because it wrote more than the limit.
    private(set) var isCut = false
    /// The status `waitpid` gave.
    private(set) var status: CInt = 0

    private static let errorLimit = 1 << 16

    /// The exit code, or `nil` when a signal ended it.
    var exitCode: CInt? { status & 0x7F == 0 ? (status >> 8) & 0xFF : nil }

    /// The signal that ended it.
    var signal: CInt? { status & 0x7F == 0 ? nil : status & 0x7F }

    /// Runs a program with the document as its standard input and collects it.
    ///
    /// - Parameters:
    ///   - name: The program; folders of `PATH` are searched for it.
    ///   - arguments: Its arguments, the name not among them.
    ///   - environment: All the variables it gets, as `NAME=value`.
    ///   - input: The document, at its start.
    ///   - outputLimit: At how many bytes of output it is stopped.
    /// - Throws: `toolMissing` when no folder of `PATH` has it, `unavailable` when it cannot be started.
    init(
        _ name: String,
        _ arguments: [String],
        environment: [String] = [],
        input: CInt,
        outputLimit: Int
    ) throws(ReadingFailure) {
        let path = try Self.locate(name)
        // The program shares the descriptor's position with those that ran before it.
        guard lseek(input, 0, SEEK_SET) == 0 else { throw ReadingFailure(.unreadable, "the file cannot be read again") }
        var ends: [CInt] = [-1, -1, -1, -1]
        let made = ends.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { clinux_pipe($0) == 0 && clinux_pipe($0 + 2) == 0 } ?? false
        }
        guard made else { throw ReadingFailure(.unavailable, "no descriptor is left for \(name)") }
        let process = CStrings.with([name] + arguments) { argumentPointers in
            CStrings.with(environment) { variables in
                clinux_tool_start(path, argumentPointers, variables, input, ends[1], ends[3])
            }
        }
        close(ends[1])
        close(ends[3])
        defer {
            close(ends[0])
            close(ends[2])
        }
        guard process > 0 else {
            throw ReadingFailure(.unavailable, "\(name) cannot be started: \(String(cString: strerror(-process)))")
        }
        collect(output: ends[0], errors: ends[2], outputLimit: outputLimit)
        if isCut {
            clinux_tool_kill(process)
        }
        let problem = clinux_tool_wait(process, &status)
        guard problem == 0 else {
            throw ReadingFailure(.unavailable, "\(name) was lost: \(String(cString: strerror(-problem)))")
        }
    }

    private mutating func collect(output outputEnd: CInt, errors errorEnd: CInt, outputLimit: Int) {
        var polled = [outputEnd, errorEnd].map { pollfd(fd: $0, events: CShort(POLLIN), revents: 0) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while polled.contains(where: { $0.fd >= 0 }) {
            guard poll(&polled, nfds_t(polled.count), -1) >= 0 || errno == EINTR else { return }
            for index in polled.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
                let count = read(polled[index].fd, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    polled[index].fd = -1
                    continue
                }
                if index == 1 {
                    errors.append(contentsOf: buffer[..<min(count, Self.errorLimit - errors.count)])
                } else {
                    output.append(contentsOf: buffer[..<min(count, outputLimit - output.count)])
                    isCut = output.count == outputLimit
                    if isCut { return }
                }
            }
        }
    }

    private static func locate(_ name: String) throws(ReadingFailure) -> String {
        guard let path = ToolProgram.path(of: name) else {
            throw ReadingFailure(.toolMissing, "the program \(name) is not installed")
        }
        return path
    }
}
