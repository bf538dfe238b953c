import Foundation
import Testing

/// Programs in the place of the extractor, which do what the real one cannot be made to do.
///
/// A document that ends its parser again and again (scenario 42) is in PoisonTests.
@Suite(.timeLimit(.minutes(6))) struct InboxParserTests {
    /// The daemon in a folder of its own, beside a script that is its extractor.
    private func daemon(_ installation: Installation, extractor script: String) throws -> URL {
        let place = installation.folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let program = place.appending(path: "tradecraft")
        do {
            try FileManager.default.linkItem(at: Installation.program, to: program)
        } catch {
            // Another file system.
            try FileManager.default.copyItem(at: Installation.program, to: program)
        }
        let extractor = place.appending(path: "tradecraft-extract")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: extractor)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: extractor.path)
        return program
    }

    /// Scenario 29: somebody has another name for the file, and writes to it while it is read.
    @Test func aFileThatIsChangedWhileItIsReadIsReadAgain() async throws {
        let installation = try Installation()
        let file = installation.folder.appending(path: "outside.txt")
        try Data(InboxWatched.text("changed").utf8).write(to: file)
        let real = Installation.program.deletingLastPathComponent().appending(path: "tradecraft-extract")
        let script = """
            if [ ! -e '\(file.path).done' ]; then
                : > '\(file.path).done'
                echo 'At last the logs were cleared (T1070.001).' >> '\(file.path)'
            fi
            exec '\(real.path)' "$@"
            """
        let program = try daemon(installation, extractor: script)
        try FileManager.default.linkItem(at: file, to: installation.inbox.appending(path: "changed.txt"))
        let daemon = try Running(["watch"] + InboxWatched.settings, in: installation.folder, program: program)
        let outcome = try await InboxWatched.following(installation, daemon) { watched in
            let report = try await watched.reported("changed.txt")
            #expect(report.techniques == ["T1059.001", "T1070.001"])
            let size = try Data(contentsOf: file).count
            #expect(report.size == size)
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        // The size that it was claimed with would give the first reading away as well, were it not read again.
        let failed = outcome.errors.contains("document-changed")
        #expect(failed, "\(outcome.errors)")
    }

    /// Scenario 43; the extractor says through a pipe that it has begun, and who it is.
    @Test func anEndIsAskedForWhileADocumentIsReadAndItIsTakenUpAgain() async throws {
        let installation = try Installation()
        let pipe = installation.folder.appending(path: "begun")
        #expect(mkfifo(pipe.path, 0o600) == 0)
        let program = try daemon(installation, extractor: "echo $$ > '\(pipe.path)'\nexec sleep 60")
        try installation.drop("long.txt", InboxWatched.text("long"))
        let daemon = try Running(["watch"] + InboxWatched.settings, in: installation.folder, program: program)
        // Opened for writing too: the open does not wait for a writer, and the read does.
        let begun = FileHandle(fileDescriptor: open(pipe.path, O_RDWR | O_CLOEXEC), closeOnDealloc: true)
        let child = try #require(await Self.number(from: begun))
        let second = try await installation.run("watch", "--once")
        #expect(second.exitCode == 75 && second.errors.contains("is in use by another tradecraft"))
        let start = ContinuousClock.now
        daemon.signal(SIGTERM)
        let outcome = try await daemon.outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(kill(child, 0) != 0 && errno == ESRCH)
        #expect(try InboxAccounts(of: installation).documents.map(\.state) == ["claimed"])
        #expect(try await installation.drain().exitCode == 0)
        #expect(try InboxAccounts(of: installation).problems(expecting: ["long.txt": 1]).isEmpty)
    }

    private static func number(from handle: FileHandle) async -> Int32? {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var waiting = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
                let data = poll(&waiting, 1, 60_000) == 1 ? handle.availableData : Data()
                let text = String(decoding: data, as: UTF8.self)
                continuation.resume(returning: Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
            }
        }
    }
}
