import Foundation

/// Who runs the daemon.
enum InboxUser {
    /// Whoever runs the tests.
    case own
    /// Somebody without privileges: whoever runs the tests, or nobody where that is the system's administrator.
    case unprivileged

    private static let nobody: uid_t = 65_534
    private var isNobody: Bool { self == .unprivileged && geteuid() == 0 }

    /// Whether the program can be run by somebody without privileges.
    static func isPossible() async -> Bool {
        do {
            let folder = FileManager.default.temporaryDirectory
            let running = try InboxUser.unprivileged.running(Installation.program, ["--version"], in: folder)
            return try await running.outcome().exitCode == 0
        } catch {
            return false
        }
    }

    /// Gives a folder, and all that is in it, to the user.
    func takesOver(_ folder: URL) throws {
        guard isNobody else { return }
        let inner = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for path in [folder.path] + inner.map({ folder.appending(path: $0).path }) {
            guard lchown(path, Self.nobody, Self.nobody) == 0 else { throw POSIXError(.EPERM) }
        }
    }

    /// Runs a program as the user.
    func running(_ program: URL, _ arguments: [String], in folder: URL) throws -> Running {
        guard isNobody else { return try Running(arguments, in: folder, program: program) }
        let user = "\(Self.nobody)"
        return try Running(
            ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", program.path] + arguments,
            in: folder,
            program: URL(filePath: "/usr/bin/setpriv")
        )
    }
}
