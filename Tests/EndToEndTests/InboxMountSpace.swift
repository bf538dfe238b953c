import Foundation
import Testing

/// Mounts that only the processes started here see; they are gone with the last of those.
final class InboxMountSpace: Sendable {
    /// The installation as it is seen from outside, its mounts included.
    let installation: Installation
    private let holder: Running
    private let folder: String

    /// A failed command, with what it said.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Whether this process may make mounts.
    static func isPossible() async -> Bool {
        do {
            let folder = FileManager.default.temporaryDirectory
            let arguments = [
                "-m", "--propagation", "private", "sh", "-ec", "mount -t tmpfs tmpfs /mnt; nsenter --version",
            ]
            let running = try Running(arguments, in: folder, program: URL(filePath: "/usr/bin/unshare"))
            return try await running.outcome().exitCode == 0
        } catch {
            return false
        }
    }

    /// Why tests that need mounts are left out.
    static let reason: Comment = "needs root, unshare, nsenter and mount"

    /// Runs a shell script that makes the mounts, in the installation's folder.
    init(_ script: String, in own: Installation) async throws {
        folder = own.folder.path
        // What holds the mounts ends by itself should nobody be left to end it.
        holder = try Running(
            ["-m", "--propagation", "private", "sh", "-ec", "\(script)\necho ready >&2; exec sleep 3600"],
            in: own.folder,
            program: URL(filePath: "/usr/bin/unshare")
        )
        guard await holder.waits(for: "ready") else {
            throw Failure(description: try await holder.outcome().errors)
        }
        installation = Installation(at: URL(filePath: "/proc/\(holder.processID)/root\(own.folder.path)"))
    }

    deinit { holder.signal(SIGKILL) }

    /// Starts a program among the mounts, in the installation's folder.
    func running(_ command: [String], variables: [String: String] = [:]) throws -> Running {
        let enter = ["-t", "\(holder.processID)", "-m", "--", "/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder]
        return try Running(
            enter + command,
            in: FileManager.default.temporaryDirectory,
            program: URL(filePath: "/usr/bin/nsenter"),
            variables: variables
        )
    }

    /// Runs a shell script among the mounts to its end.
    func shell(_ script: String) async throws {
        let outcome = try await running(["/bin/sh", "-ec", script]).outcome()
        guard outcome.exitCode == 0 else { throw Failure(description: "\(script): \(outcome.errors)") }
    }

    /// Fills a folder's file system until so many bytes are left.
    func fill(_ folder: URL, leaving bytes: Int) throws {
        let filler = folder.appending(path: ".filler")
        try free(folder)
        let descriptor = open(filler.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(description: "\(filler.path) cannot be made: error \(errno)") }
        defer { close(descriptor) }
        var problem: Int32 = 0
        // The daemon may take some of the room between the look and the filling.
        for _ in 0..<50 {
            var status = statvfs()
            guard statvfs(folder.path, &status) == 0 else { throw Failure(description: "statvfs: error \(errno)") }
            let room = Int(status.f_bavail) * Int(status.f_frsize)
            if room <= bytes { return }
            problem = posix_fallocate(descriptor, 0, off_t(room - bytes))
            if problem == 0 { return }
        }
        throw Failure(description: "\(folder.path) cannot be filled: error \(problem)")
    }

    /// Gives the room back.
    func free(_ folder: URL) throws {
        let filler = folder.appending(path: ".filler").path
        guard unlink(filler) == 0 || errno == ENOENT else { throw Failure(description: "unlink: error \(errno)") }
    }
}
