import Foundation
import Testing

/// A document that takes the daemon with it, again and again.
@Suite(.timeLimit(.minutes(6))) struct PoisonTests {
    /// The daemon beside an extractor of our own, which notes that it was started and does not end.
    private func hungDaemon(_ installation: Installation) throws -> (program: URL, note: URL) {
        let place = installation.folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let program = place.appending(path: "tradecraft")
        do {
            try FileManager.default.linkItem(at: Installation.program, to: program)
        } catch {
            // Another file system.
            try FileManager.default.copyItem(at: Installation.program, to: program)
        }
        let note = place.appending(path: "started")
        let script = place.appending(path: "tradecraft-extract")
        try Data("#!/bin/sh\necho x >> '\(note.path)'\nexec sleep 60\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        return (program, note)
    }

    /// Attempts are on record before the extractor starts: what ends the daemon each time is put aside after some starts.
    @Test func isRejectedAfterSomeStartsAndOthersGoOn() async throws {
        let installation = try Installation()
        try installation.drop("poison.txt", "The actor ran PowerShell (T1059.001).")
        let (program, note) = try hungDaemon(installation)
        let settings = [
            "--set", "attack.update-interval=off", "--set", "inbox.settle=0s", "--set", "retry.crash-limit=2",
        ]
        for start in 1...2 {
            let daemon = try Running(["watch"] + settings, in: installation.folder, program: program)
            for _ in 0..<3_000 {
                let lines = (try? Data(contentsOf: note))?.count ?? 0
                if lines >= start * 2 { break }
                usleep(10_000)
            }
            daemon.signal(SIGKILL)
            #expect(try await daemon.outcome().exitCode == -SIGKILL)
        }
        #expect(try Data(contentsOf: note).count == 4)
        // From here on with the real extractor: the poisoned one is not tried again, another is not held up.
        try installation.drop("other.txt", "Logs were cleared (T1070.001) on every host.")
        let outcome = try await installation.drain("--set", "retry.crash-limit=2")
        #expect(outcome.exitCode == 1, "\(outcome.errors)")
        #expect(try Set(installation.reports().keys) == ["other.txt"])
        let reason = try Data(contentsOf: installation.rejected.appending(path: "poison.txt.reason.json"))
        #expect(String(decoding: reason, as: UTF8.self).contains("\"crashed\""))
    }
}
