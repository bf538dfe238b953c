import Foundation
import GRDB
import Testing

@Suite(.timeLimit(.minutes(5))) struct ServiceTests {
    private static let text = "The operators ran PowerShell (T1059.001) and moved on with remote services."

    @Test func theServiceManagerIsToldOfEveryState() async throws {
        let installation = try Installation()
        let address = "@tradecraft-\(UUID().uuidString)"
        let socket = try NotificationSocket(address)
        let daemon = try installation.daemon("NOTIFY_SOCKET=\(address)", "WATCHDOG_USEC=400000")
        #expect(await socket.waits(for: "READY=1") != nil)
        #expect(await socket.waits(for: "STATUS=0 in work") != nil)
        #expect(await socket.waits(for: "WATCHDOG=1") != nil)
        daemon.signal(SIGHUP)
        #expect(await socket.waits(for: "RELOADING=1\nMONOTONIC_USEC=") != nil)
        #expect(await socket.waits(for: "READY=1") != nil)
        daemon.signal(SIGTERM)
        #expect(await socket.waits(for: "STOPPING=1") != nil)
        #expect(try await daemon.outcome().exitCode == 0)
    }

    @Test func aSecondInstanceIsRefusedWithTheProcessThatIsThere() async throws {
        let installation = try Installation()
        let daemon = try installation.daemon()
        #expect(await daemon.waits(for: "Watching"))
        let second = try await installation.run("watch", "--config", "tradecraft.yaml")
        #expect(second.exitCode == 75)
        #expect(second.errors.contains("in use by another tradecraft (process \(daemon.processID))"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
    }

    /// A document whose reader hangs when the daemon is told to stop.
    ///
    /// All must be gone within five seconds, the reader too; the next start finishes the document, and the interruption is
    /// no crash of its.
    @Test func anEndInTheMiddleOfADocumentTakesFiveSecondsAtMostAndCostsNothing() async throws {
        let installation = try Installation()
        let reader = try HangingReader(in: installation)
        let daemon = try installation.daemon(program: reader.program)
        #expect(await daemon.waits(for: "Watching"))
        try installation.drop("incident.txt", Self.text)
        let child = await reader.started()
        try #require(child > 0)
        let start = ContinuousClock.now
        daemon.signal(SIGTERM)
        let outcome = try await daemon.outcome()
        let elapsed = ContinuousClock.now - start
        #expect(outcome.exitCode == 0 && elapsed < .seconds(5), "it took \(elapsed): \(outcome.errors)")
        #expect(!HangingReader.isRunning(child), "the reader lives on")
        #expect(try await installation.drain().exitCode == 0)
        #expect(try installation.reports().mapValues(\.count) == ["incident.txt": 1])
        let kinds = try installation.history()
        #expect(kinds.contains("attempt-interrupted"))
        #expect(!kinds.contains("attempt-crashed"))
    }

    @Test func aSecondSignalEndsAtOnce() async throws {
        let installation = try Installation()
        let reader = try HangingReader(in: installation)
        let daemon = try installation.daemon(program: reader.program)
        #expect(await daemon.waits(for: "Watching"))
        try installation.drop("incident.txt", Self.text)
        let child = await reader.started()
        try #require(child > 0)
        daemon.signal(SIGTERM)
        daemon.signal(SIGINT)
        let outcome = try await daemon.outcome()
        #expect(outcome.exitCode == 0)
        #expect(!outcome.errors.contains("Stopped"), "it ended in order, which takes the document's time")
        #expect(!HangingReader.isRunning(child), "the reader lives on")
        #expect(try await installation.drain().exitCode == 0)
        #expect(try installation.reports().mapValues(\.count) == ["incident.txt": 1])
    }

    @Test func aConfigurationThatCannotBeUsedChangesNothing() async throws {
        let installation = try Installation()
        let daemon = try installation.daemon()
        #expect(await daemon.waits(for: "Watching"))
        for (setting, complaint) in [
            ("workers: many", "tradecraft.yaml: workers: expected a whole number"),
            ("wrokers: 3", "tradecraft.yaml: wrokers: unknown key"),
            ("state: {path: other}", "state.path: expected state"),
            ("outbox: {path: /proc/nowhere}", "the outbox cannot be used"),
        ] {
            try installation.configure(setting)
            daemon.signal(SIGHUP)
            let line = await daemon.line(with: "Configuration not taken")
            #expect(line?.contains(complaint) == true, "\(line ?? "no line")")
        }
        try installation.drop("incident.txt", Self.text)
        #expect(await daemon.waits(for: "Report published"))
        try installation.configure("workers: 3")
        daemon.signal(SIGHUP)
        #expect(
            await daemon.line(with: "Setting changed")?.contains("\"key\":\"workers\",\"new\":\"3\",\"old\":\"2\"")
                == true
        )
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
        #expect(try installation.names(in: installation.outbox).count == 1)
    }

    /// Twenty reloads in a row while documents go through: none is lost, doubled, or taken for one that ends the program.
    @Test func reloadsUnderLoadLoseAndDoubleNothing() async throws {
        let installation = try Installation()
        let names = (1...20).map { "incident \($0).txt" }
        let daemon = try installation.daemon()
        #expect(await daemon.waits(for: "Watching"))
        for (index, name) in names.enumerated() {
            try installation.drop(name, "\(name). \(Self.text)")
            try installation.configure("workers: \(index % 3 + 1)")
            daemon.signal(SIGHUP)
            #expect(await daemon.waits(for: "Configuration reloaded"))
        }
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
        #expect(try await installation.drain().exitCode == 0)
        #expect(
            try installation.reports().mapValues(\.count) == Dictionary(uniqueKeysWithValues: names.map { ($0, 1) })
        )
        #expect(try installation.originals().map(\.lastPathComponent) == names.sorted())
        #expect(try !installation.history().contains("attempt-crashed"))
    }

    private static let hasNamespaces: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/unshare")
        process.arguments = ["--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "true"]
        process.standardError = FileHandle.nullDevice
        // Without the program there are no namespaces either.
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// As the first process of a container it is the parent of every orphan in it, and has no handlers but its own.
    @Test(.enabled(if: hasNamespaces, "this machine gives no namespaces of processes to this user"))
    func asTheFirstProcessItCollectsOrphansAndTakesSignals() async throws {
        let installation = try Installation()
        try installation.configure("workers: 2")
        let command = """
            (sleep 0.1 & sleep 0.1 & sleep 0.1 &); exec "$0" watch --config tradecraft.yaml
            """
        let shell = try Running(
            [
                "--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "sh", "-c", command,
                Installation.program.path,
            ],
            in: installation.folder,
            program: URL(filePath: "/usr/bin/unshare")
        )
        #expect(await shell.waits(for: "Watching"))
        try installation.drop("incident.txt", Self.text)
        #expect(await shell.waits(for: "Report published"))
        let daemon = try #require(Self.children(of: shell.processID).first)
        // Dead ones are collected a second after they were seen first.
        let end = ContinuousClock.now + .seconds(20)
        while !Self.children(of: daemon).isEmpty, ContinuousClock.now < end { usleep(100_000) }
        #expect(Self.children(of: daemon).isEmpty, "zombies are left")
        kill(daemon, SIGTERM)
        #expect(try await shell.outcome().exitCode == 0)
    }

    private static func children(of process: Int32) -> [Int32] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return threads.flatMap { thread in
            let list = try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/children", encoding: .utf8)
            return (list ?? "").split(separator: " ").compactMap { Int32($0) }
        }
    }
}

/// The program beside a reader of documents that says that it has begun, and then does nothing.
private struct HangingReader {
    let program: URL
    private let pipe: URL

    init(in installation: Installation) throws {
        let folder = installation.folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        program = folder.appending(path: "tradecraft")
        pipe = folder.appending(path: "pipe")
        // A link costs nothing; it takes one file system for both.
        if link(Installation.program.path, program.path) != 0 {
            try FileManager.default.copyItem(at: Installation.program, to: program)
        }
        guard mkfifo(pipe.path, 0o600) == 0 else { throw POSIXError(.EIO) }
        let reader = folder.appending(path: "tradecraft-extract")
        try Data("#!/bin/sh\necho $$ >'\(pipe.path)'\nexec sleep 60\n".utf8).write(to: reader)
        chmod(reader.path, 0o755)
    }

    /// Whether a process is there and not dead; its new parent may take a moment to collect it.
    static func isRunning(_ process: Int32) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return status.range(of: ") Z ") == nil
    }

    /// The reader's process, once it has begun; 0 where it has not within a minute.
    func started() async -> Int32 {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [pipe] in
                // For writing too, so that opening does not wait for the reader, who may never come.
                let descriptor = open(pipe.path, O_RDWR | O_CLOEXEC)
                defer { close(descriptor) }
                var (place, line) = (pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), "")
                while !line.hasSuffix("\n"), poll(&place, 1, 60_000) > 0 {
                    var bytes = [UInt8](repeating: 0, count: 32)
                    let count = read(descriptor, &bytes, bytes.count)
                    guard count > 0 else { break }
                    line += String(decoding: bytes[..<count], as: UTF8.self)
                }
                continuation.resume(returning: Int32(line.trimmingCharacters(in: .newlines)) ?? 0)
            }
        }
    }
}

extension Installation {
    /// Writes a configuration for `daemon`, with a line of the test's own.
    func configure(_ line: String) throws {
        let text = "attack: {update-interval: \"off\"}\ninbox: {settle: 0s}\n\(line)\n"
        try Data(text.utf8).write(to: folder.appending(path: "tradecraft.yaml"))
    }

    /// Starts the daemon with a configuration file and variables of the environment.
    func daemon(_ variables: String..., program: URL = Installation.program) throws -> Running {
        try configure("workers: 2")
        return try Running(
            variables + [program.path, "watch", "--config", "tradecraft.yaml"],
            in: folder,
            program: URL(filePath: "/usr/bin/env")
        )
    }

    /// The kinds of events of all runs.
    func history() throws -> Set<String> {
        try DatabaseQueue(path: database.path).read { try Set(String.fetchAll($0, sql: "SELECT kind FROM history")) }
    }
}
