import Foundation
import Testing

@Suite(.timeLimit(.minutes(6))) struct PipelineTests {
    private static let files = [
        "bundle.stix.json", "event.misp.json", "layer.json", "matches.csv", "report.html", "report.json", "report.md",
    ]

    /// What a fixture's text names by id.
    private struct Expected: Decodable {
        struct Technique: Decodable { let id: String }
        let written: [Technique]

        init(_ file: URL) throws {
            self = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
        }
    }

    @Test func everyMadeUpReportComesOutWithTheTechniquesWrittenInIt() async throws {
        let installation = try Installation()
        let folder = Installation.fixtures.appending(path: "Reports")
        let names = try installation.names(in: folder)
            .filter { $0 != "README.md" && $0 != "sources" && !$0.hasSuffix(".json") }
        #expect(names.count >= 6)
        for name in names {
            try FileManager.default.copyItem(
                at: folder.appending(path: name),
                to: installation.inbox.appending(path: name)
            )
        }
        let outcome = try await installation.drain()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let reports = try installation.reports()
        #expect(Set(reports.keys) == Set(names))
        for (name, found) in reports {
            #expect(found.count == 1 && found[0].files == Self.files)
            #expect(!found[0].techniques.isEmpty, "\(name)")
            let expected = try Expected(folder.appending(path: "\(name).expected.json")).written.map(\.id)
            #expect(found[0].techniques.isSuperset(of: expected), "\(name): \(expected)")
        }
        #expect(try installation.originals().map(\.lastPathComponent) == names)
        #expect(try installation.names(in: installation.inbox).isEmpty)
    }

    @Test func whatIsNoDocumentEndsInARejectionAndTheRestGoesOn() async throws {
        let installation = try Installation()
        let inbox = installation.inbox
        try installation.drop("good.txt", "The actor ran PowerShell (T1059.001) on the host.")
        try installation.drop("name with\na newline.txt", "Credentials were dumped from LSASS memory (T1003.001).")
        try Data().write(to: inbox.appending(path: "empty.txt"))
        try Data((0..<5_000).map { _ in UInt8.random(in: 0...255) } + [0, 1, 2])
            .write(to: inbox.appending(path: "random.bin"))
        let documents = Installation.fixtures.appending(path: "Documents")
        for name in ["encrypted.pdf", "truncated.docx"] {
            try FileManager.default.copyItem(at: documents.appending(path: name), to: inbox.appending(path: name))
        }
        let deep = inbox.appending(path: "folder/too/deep")
        try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
        try installation.drop("folder/inside.txt", "Logs were cleared (T1070.001) on every host.")
        try installation.drop("folder/too/deep/inside.txt", "Nobody looks here.")
        let secret = installation.folder.appending(path: "secret")
        try Data("secret".utf8).write(to: secret)
        try FileManager.default.createSymbolicLink(at: inbox.appending(path: "link"), withDestinationURL: secret)
        #expect(mkfifo(inbox.appending(path: "pipe").path, 0o600) == 0)
        let bytes: [CChar] =
            inbox.path.utf8CString.dropLast() + Array("/caf".utf8CString.dropLast()) + [-23, 46, 116, 0]
        let descriptor = open(bytes, O_WRONLY | O_CREAT, 0o600)
        #expect(descriptor >= 0 && write(descriptor, "A macro ran cmd.exe (T1059.003).", 32) == 32)
        close(descriptor)

        let outcome = try await installation.drain("--set", "inbox.depth=1")
        #expect(outcome.exitCode == 1, "\(outcome.errors)")
        let reports = try installation.reports()
        #expect(
            Set(reports.keys) == ["good.txt", "name with\\x0Aa newline.txt", "caf\\xE9.t", "folder/inside.txt"],
            "\(reports.keys)"
        )
        let reasons = try installation.names(in: installation.rejected).filter { $0.hasSuffix(".reason.json") }
        let codes = try reasons.map { name in
            let content = try Data(contentsOf: installation.rejected.appending(path: name))
            return try JSONDecoder().decode(Reason.self, from: content)
        }
        #expect(
            Dictionary(grouping: codes, by: \.name).mapValues { $0.map(\.code) } == [
                "empty.txt": ["empty"], "random.bin": ["unsupportedFormat"], "encrypted.pdf": ["encrypted"],
                "truncated.docx": ["damaged"], "folder/too": ["tooDeep"], "link": ["symlink"], "pipe": ["pipe"],
            ]
        )
        #expect(try Data(contentsOf: secret) == Data("secret".utf8))
        #expect(try installation.names(in: inbox) == ["folder"])
        #expect(try installation.names(in: inbox.appending(path: "folder")).isEmpty)
    }

    private struct Reason: Decodable {
        let name: String
        let code: String
    }

    @Test func aDroppedDocumentIsReportedWhileTheDaemonRunsAndSIGTERMEndsIt() async throws {
        let installation = try Installation()
        let daemon = try installation.watch()
        #expect(await daemon.waits(for: "Watching"))
        try installation.drop("late.txt", "The actor cleared the event logs (T1070.001).")
        #expect(await daemon.waits(for: "Report published"))
        #expect(try installation.reports()["late.txt"]?.first?.techniques.contains("T1070.001") == true)
        let second = try await installation.run("watch", "--once")
        #expect(second.exitCode == 75)
        #expect(second.errors.contains("is in use by another tradecraft (process "), "\(second.errors)")
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
    }

    @Test func aFileIsWaitedForWhileItsWriterHasItOpen() async throws {
        let installation = try Installation()
        let daemon = try installation.watch()
        #expect(await daemon.waits(for: "Watching"))
        let slow = installation.inbox.appending(path: "slow.txt")
        try Data().write(to: slow)
        let writer = try FileHandle(forWritingTo: slow)
        // Once another document is through, the inbox has been looked at with the open file in it.
        try installation.drop("other.txt", "The actor cleared the event logs (T1070.001).")
        #expect(await daemon.waits(for: "Report published"))
        #expect(FileManager.default.fileExists(atPath: slow.path))
        try writer.write(contentsOf: Data("At last: PowerShell (T1059.001).".utf8))
        try writer.close()
        #expect(await daemon.waits(for: "Report published"))
        #expect(try installation.reports()["slow.txt"]?.first?.techniques.contains("T1059.001") == true)
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
    }

    @Test func anOutboxThatFailsHoldsDocumentsBackUntilItIsMended() async throws {
        let installation = try Installation()
        let daemon = try installation.watch("--set", "retry.initial=50ms", "--set", "retry.maximum=100ms")
        #expect(await daemon.waits(for: "Watching"))
        try FileManager.default.removeItem(at: installation.outbox)
        try Data("in the way".utf8).write(to: installation.outbox)
        try installation.drop("held.txt", "Shadow copies were deleted (T1490).")
        #expect(await daemon.waits(for: "Document waits for the machine"))
        #expect(try installation.names(in: installation.rejected).isEmpty)
        try FileManager.default.removeItem(at: installation.outbox)
        try FileManager.default.createDirectory(at: installation.outbox, withIntermediateDirectories: false)
        #expect(await daemon.waits(for: "Report published"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.outcome().exitCode == 0)
        #expect(try installation.reports()["held.txt"]?.count == 1)
    }

    @Test func aRejectedDocumentIsTriedAgainOnRequest() async throws {
        let installation = try Installation()
        let source = Installation.fixtures.appending(path: "Documents/encrypted.pdf")
        try FileManager.default.copyItem(at: source, to: installation.inbox.appending(path: "locked.pdf"))
        #expect(try await installation.drain().exitCode == 1)
        let original = installation.rejected.appending(path: "locked.pdf")
        // What is behind the name now can be read: the operator has mended it.
        try Data("The operators ran PowerShell (T1059.001).".utf8).write(to: original)
        let request = try await installation.run("runs", "retry", "locked.pdf")
        #expect(request.exitCode == 0, "\(request.errors)")
        #expect(try await installation.drain().exitCode == 0)
        #expect(try installation.reports()["locked.pdf"]?.first?.techniques.contains("T1059.001") == true)
        #expect(try installation.names(in: installation.rejected).isEmpty)
    }

    @Test func aDocumentThatComesTwiceIsReportedTwiceUnderItsOwnName() async throws {
        let installation = try Installation()
        for version in 1...2 {
            try installation.drop(
                "same name.txt",
                "Version \(version): scheduled task created with schtasks (T1053.005)."
            )
            #expect(try await installation.drain().exitCode == 0)
        }
        #expect(try installation.reports()["same name.txt"]?.count == 2)
        #expect(try installation.originals().count == 2)
    }
}
