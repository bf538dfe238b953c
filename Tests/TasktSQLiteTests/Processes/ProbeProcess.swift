import Foundation
import Synchronization
import Testing

/// A process of `taskt-probe`, the program that works on a database until it is killed.
final class ProbeProcess: Sendable {
    /// How a process ended.
    enum End: Hashable, Sendable {
        case exited(Int32)
        case killed(Int32)
    }

    /// The lines of its standard output, as they come.
    let lines: AsyncStream<String>

    private let id: pid_t
    private let input: Descriptor
    private let end: Mutex<(End?, [CheckedContinuation<End, Never>])> = Mutex((nil, []))

    /// Starts the program.
    init(_ command: String, _ arguments: [String]) throws {
        let (lines, line) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        let (id, input, output) = try Self.start([Self.program, command] + arguments)
        (self.id, self.input) = (id, input)
        Thread.detachNewThread {
            Self.read(output) { line.yield($0) }
            line.finish()
        }
        Thread.detachNewThread { [self] in
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7f
            finish(signal == 0 ? .exited((status >> 8) & 0xff) : .killed(signal))
        }
    }

    /// Waits for the end.
    func ended() async -> End {
        await withCheckedContinuation { continuation in
            let end = end.withLock { state in
                if state.0 == nil { state.1.append(continuation) }
                return state.0
            }
            if let end { continuation.resume(returning: end) }
        }
    }

    /// Waits for a line that begins with a text, and gives it; nil where the program ends without one.
    func line(_ start: String) async -> String? {
        for await line in lines where line.hasPrefix(start) { return line }
        return nil
    }

    /// Ends its standard input, which it may be waiting for.
    func release() { input.close() }

    /// Ends it at once.
    func kill() { signal(SIGKILL) }

    /// Stops it, and returns when it has stopped.
    func stop() {
        signal(SIGSTOP)
        var status: Int32 = 0
        while waitpid(id, &status, WUNTRACED) < 0, errno == EINTR {}
    }

    /// Lets it go on.
    func resume() { signal(SIGCONT) }

    private func signal(_ number: Int32) {
        // Not once it has ended: its number may be another's by now.
        end.withLock { if $0.0 == nil { _ = Foundation.kill(id, number) } }
    }

    private func finish(_ how: End) {
        let waiting = end.withLock { state in
            defer { state = (how, []) }
            return state.1
        }
        input.close()
        for continuation in waiting { continuation.resume(returning: how) }
    }

    private static let program = {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appending(path: "taskt-probe").path
    }()

    /// One start at a time: no process may inherit the pipes of another.
    private static let starting = Mutex(())

    private static func start(_ words: [String]) throws -> (pid_t, Descriptor, CInt) {
        try starting.withLock { _ in
            var (input, output): ([CInt], [CInt]) = ([0, 0], [0, 0])
            try #require(pipe(&input) == 0 && pipe(&output) == 0)
            for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_adddup2(&actions, input[0], 0)
            posix_spawn_file_actions_adddup2(&actions, output[1], 1)
            var arguments = words.map { strdup($0) } + [nil]
            defer { for argument in arguments { free(argument) } }
            var id: pid_t = 0
            let status = posix_spawn(&id, words[0], &actions, nil, &arguments, environ)
            close(input[0])
            close(output[1])
            try #require(status == 0, "\(words[0]) cannot be started: system error \(status)")
            return (id, Descriptor(input[1]), output[0])
        }
    }

    private static func read(_ file: CInt, line: (String) -> Void) {
        var (pending, buffer): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 4_096))
        while true {
            let count = Foundation.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            pending += buffer[..<count]
            while let index = pending.firstIndex(of: UInt8(ascii: "\n")) {
                line(String(decoding: pending[..<index], as: UTF8.self))
                pending.removeFirst(index + 1)
            }
        }
        close(file)
    }

    /// An open file that is closed once.
    private final class Descriptor: Sendable {
        private let number: Mutex<CInt?>

        init(_ number: CInt) { self.number = Mutex(number) }

        deinit { close() }

        func close() {
            let number = number.withLock { number in
                defer { number = nil }
                return number
            }
            if let number { _ = Foundation.close(number) }
        }
    }
}
