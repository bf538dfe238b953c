import Foundation

/// A program that is started, waited for, and read when it has ended.
struct ChildProcess {
    /// The program and its arguments.
    let command: [String]
    /// What is set in its environment beside what is set in this one.
    var environment: [String: String] = [:]
    /// It is killed when it takes longer.
    var limit: Duration = .seconds(120)

    /// This program with another subcommand.
    static func itself(_ arguments: [String]) -> ChildProcess {
        ChildProcess(command: [Machine.program.path] + arguments)
    }

    /// Runs it to its end; what it writes goes through files in a folder.
    ///
    /// - Returns: what it wrote to its standard output.
    func run(in folder: URL) throws -> String {
        let (output, errors) = (folder.appending(path: "child.out"), folder.appending(path: "child.err"))
        let process = try start(output: output.path, errors: errors.path)
        let end = ContinuousClock.now + limit
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if ContinuousClock.now > end {
                kill(process, SIGKILL)
                waitpid(process, &status, 0)
                throw BenchFailure(description: "\(name) took longer than \(limit)")
            }
            usleep(10_000)
        }
        guard status == 0 else {
            let said = try String(contentsOf: errors, encoding: .utf8).split(separator: "\n").last ?? "no message"
            throw BenchFailure(description: "\(name) ended with status \(status): \(said)")
        }
        return try String(contentsOf: output, encoding: .utf8)
    }

    private var name: String { command.prefix(2).joined(separator: " ") }

    private func start(output: String, errors: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, path) in [(1, output), (2, errors)] {
            let flags = O_WRONLY | O_CREAT | O_TRUNC
            posix_spawn_file_actions_addopen(&actions, Int32(descriptor), path, flags, 0o600)
        }
        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in arguments + settings { free(pointer) } }
        var child: pid_t = 0
        let problem = posix_spawn(&child, command[0], &actions, nil, &arguments, &settings)
        guard problem == 0 else { throw BenchFailure(description: "\(name) cannot be started: error \(problem)") }
        return child
    }
}
