import Foundation

/// One power cut: an installation on a disk image, the daemon that is killed on it, and what is left.
final class InboxPowerCut {
    private let own: Installation
    private let space: InboxMountSpace
    private let seen: Installation
    private var ends: [String: Int] = [:]
    /// The folders of the reports that the daemon said are published.
    private var acknowledged: [String] = []
    private var libraries: [String] = []

    deinit {
        for library in libraries { unlink(library) }
    }

    private static let settings = [
        "watch", "--set", "attack.update-interval=off", "--set", "inbox.settle=0s", "--set", "retry.crash-limit=1000",
        "--set", "space.floor=off",
    ]

    /// Makes an image with an empty installation on it, which the kernel does not write back by itself.
    init() async throws {
        own = try Installation()
        let script = """
            truncate -s 96M image && mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 image
            mkdir disk && mount -o loop,commit=300 image disk && mkdir disk/inbox disk/outbox
            """
        space = try await InboxMountSpace(script, in: own)
        seen = Installation(at: space.installation.folder.appending(path: "disk"))
    }

    static func isPossible() async -> Bool {
        guard await InboxMountSpace.isPossible() else { return false }
        do {
            _ = try await InboxPowerCut()
            return true
        } catch {
            return false
        }
    }

    private func daemon(_ arguments: [String], _ variables: [String: String] = [:]) throws -> Running {
        let command = ["sh", "-c", "cd disk && exec \"$0\" \"$@\"", Installation.program.path]
        return try space.running(command + Self.settings + arguments, variables: variables)
    }

    /// Works on documents that are on the disk, kills the daemon after so many lines of its log, or once half of the
    /// documents are reported, and copies the disk.
    func run(documents: Int, lines: Int?, variables: [String: String] = [:]) async throws {
        for number in 1...documents {
            try seen.drop("\(number).txt", InboxWatched.text("\(number)"))
            ends["\(number).txt"] = 1
        }
        try InboxWatched.noise().write(to: seen.inbox.appending(path: "noise.bin"))
        ends["noise.bin"] = 1
        try FileManager.default.copyItem(
            at: Installation.fixtures.appending(path: "Documents/plain.zip"),
            to: seen.inbox.appending(path: "plain.zip")
        )
        ends["plain.zip"] = 1
        try await space.shell("sync -f disk/inbox")
        let daemon = try daemon([], variables)
        var count = 0
        for await line in daemon.lines {
            count += 1
            if let folder = Self.published(line) { acknowledged.append(folder) }
            if count == lines || (lines == nil && acknowledged.count == documents / 2) { break }
        }
        if lines != nil { usleep(UInt32.random(in: 0...5_000)) }
        daemon.signal(SIGKILL)
        let outcome = try await daemon.outcome()
        // What it said between the last line that was waited for and its end counts as well.
        acknowledged = outcome.errors.split(separator: "\n").compactMap { Self.published(String($0)) }
        try await space.shell(
            "cp --sparse=always image copy && umount -l disk && mount -o loop copy disk && rm -f disk/state/lock"
        )
    }

    private static func published(_ line: String) -> String? {
        guard let event = InboxDaemonLog.Event(line), event.message == "Report published" else { return nil }
        return event.folder
    }

    /// What is wrong with the disk as the cut left it, and once a daemon has gone on with it.
    func problems() async throws -> [String] {
        let outbox = try seen.names(in: seen.outbox)
        var problems = Set(acknowledged).subtracting(outbox).map { "\($0) was published and is missing" }
        problems += try InboxAccounts(of: seen).outboxProblems(isComplete: false)
        let outcome = try await daemon(["--once"]).outcome()
        if ![0, 1].contains(outcome.exitCode) { problems.append("the daemon does not go on: \(outcome.errors)") }
        problems += try InboxAccounts(of: seen).problems(expecting: ends)
        return problems
    }

    static func compiler() async -> String? {
        for name in ["cc", "clang", "gcc"] {
            let running = try? Running(["-c", "command -v \(name)"], in: own, program: URL(filePath: "/bin/sh"))
            guard let outcome = try? await running?.outcome(), outcome.exitCode == 0 else { continue }
            return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return nil
    }

    private static let own = FileManager.default.temporaryDirectory

    /// A library that makes fsync and its relatives do nothing for files whose paths hold a text.
    func libraryWithoutSyncs(in part: String) async throws -> String {
        let source = """
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <fcntl.h>
            #include <stdio.h>
            #include <string.h>
            #include <unistd.h>
            static int skipped(int fd) {
                char link[64], path[4096];
                snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
                ssize_t n = readlink(link, path, sizeof path - 1);
                if (n < 0) return 0;
                path[n] = 0;
                return strstr(path, "\(part)") != NULL;
            }
            int fsync(int fd) {
                if (skipped(fd)) return 0;
                return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
            }
            int fdatasync(int fd) {
                if (skipped(fd)) return 0;
                return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
            }
            int sync_file_range(int fd, off_t offset, off_t count, unsigned flags) {
                if (skipped(fd)) return 0;
                return ((int (*)(int, off_t, off_t, unsigned))dlsym(RTLD_NEXT, "sync_file_range"))(
                    fd, offset, count, flags);
            }
            """
        try Data(source.utf8).write(to: own.folder.appending(path: "nosync.c"))
        let compiler = await Self.compiler() ?? "cc"
        // Without a blank in its path, which would end it.
        let library = FileManager.default.temporaryDirectory.appending(path: "nosync-\(UUID().uuidString).so").path
        libraries.append(library)
        let running = try Running(
            ["-shared", "-fPIC", "-o", library, "nosync.c", "-ldl"],
            in: own.folder,
            program: URL(filePath: compiler)
        )
        let outcome = try await running.outcome()
        guard outcome.exitCode == 0 else { throw InboxMountSpace.Failure(description: outcome.errors) }
        return library
    }
}
