import CLinux
import DocumentText
import Foundation
import Glibc
import Testing

/// What a program left behind.
///
/// Foundation's `Process` takes a program that closes its descriptors for one that has ended.
struct ProgramRun {
    private(set) var output = Data()
    /// The status `waitpid` gave.
    private(set) var status: CInt = 0

    /// The exit code, or `nil` when a signal ended it.
    var exitCode: CInt? { status & 0x7F == 0 ? (status >> 8) & 0xFF : nil }

    var text: String { String(decoding: output, as: UTF8.self) }

    var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// Runs a program to its end, or until it has written something that `inspect` looks at.
    init(
        _ program: String,
        _ arguments: [String],
        input: String,
        path: String? = nil,
        inspect: ((pid_t) throws -> Void)? = nil
    ) throws {
        var ends: [CInt] = [-1, -1]
        try #require(clinux_pipe(&ends) == 0)
        defer { close(ends[0]) }
        let document = open(input, O_RDONLY | O_CLOEXEC)
        let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
        let environment = ["PATH=\(path ?? "/usr/local/bin:/usr/bin:/bin")", "SECRET=x", "SWIFT_BACKTRACE=enable=no"]
        let process = CStrings.with([program] + arguments) { words in
            CStrings.with(environment) { clinux_spawn_group(program, words, $0, document, ends[1], nothing) }
        }
        for descriptor in [ends[1], document, nothing] {
            close(descriptor)
        }
        try #require(process > 0, "\(program) cannot be started")
        defer {
            // Before it is collected: until then nobody else can get its number.
            if inspect != nil { kill(-process, SIGKILL) }
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            guard count > 0 else { break }
            output.append(contentsOf: buffer[..<count])
            if let inspect {
                try inspect(process)
                break
            }
        }
    }
}
