import AttackKnowledge
import AttackReports
import Foundation
import Inbox
import Logging
import Synchronization
import Taskt
import Testing

@testable import Tradecraft

/// Prints through programs of our own that stand in for Chromium and WeasyPrint.
@Suite(.timeLimit(.minutes(6))) struct PDFPrinterTests {
    private func printer(
        _ setting: ReportSettings.PDF,
        _ folder: TemporaryFolder,
        limit: Duration = .seconds(90),
        logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    ) throws -> PDFPrinter {
        try #require(
            PDFPrinter(setting, folders: [folder.path], timeLimit: limit, clock: ContinuousClock(), logger: logger)
        )
    }

    private func put(_ name: String, _ script: String, in folder: TemporaryFolder) throws {
        let path = try folder.file(name, "#!/bin/sh\n\(script)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    private func print(_ printer: PDFPrinter) async throws -> PDFPrinter.Outcome {
        let report = AttackReport(
            id: "d-1",
            generatedAt: "2026-04-28T14:00:00Z",
            toolVersion: "1",
            document: ReportDocument(name: "a.txt", sha256: "", size: 1, mediaType: "text/plain"),
            attack: ReportRelease(domain: .enterprise, version: "18.1", source: "embedded", sha256: ""),
            model: ReportModel(hash: "m"),
            techniques: []
        )
        let knowledge = try KnowledgeBase.embedded()
        return await printer.print(report, knowledge: knowledge, page: Array("<p>page".utf8))
    }

    /// Finds the output among Chromium's options, and prints a page with a date, its own folder and its input.
    private static let chromium = """
        for a in "$@"; do case "$a" in --print-to-pdf=*) out="${a#*=}";; esac; done
        printf "%%PDF-1.4 /CreationDate (D:20991231235959+00'00') $SOURCE_DATE_EPOCH " > "$out"
        cat report.html >> "$out"
        [ "$HOME" = "$PWD" ] && [ "$TMPDIR" = "$PWD" ] && echo " home" >> "$out"
        """

    @Test func thePageIsPrintedInAFolderOfItsOwnWithTheDatesOfTheReport() async throws {
        let folder = try TemporaryFolder()
        try put("chromium", Self.chromium, in: folder)
        guard case .printed(let bytes) = try await print(printer(.auto, folder)) else {
            Issue.record("nothing was printed")
            return
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "%PDF-1.4 /CreationDate (D:20260428140000+00'00') 1777384800 <p>page home\n"
        )
    }

    @Test func whereChromiumFailsWeasyPrintIsTried() async throws {
        let folder = try TemporaryFolder()
        try put("chromium", "exit 7", in: folder)
        try put("weasyprint", "printf '%%PDF-1.7 weasy' > \"$5\"", in: folder)
        #expect(try await print(printer(.auto, folder)) == .printed(Array("%PDF-1.7 weasy".utf8)))
        #expect(try await print(printer(.chromium, folder)) == .failed("chromium: it ended with code 7"))
    }

    @Test(arguments: [
        ("exit 0", "chromium: it has printed nothing, or more than 100 MiB"),
        ("kill -9 $$", "chromium: it was ended by signal 9"),
        (chromium.replacing("%%PDF", with: "<html>"), "chromium: what it has printed is no PDF"),
    ])
    func aProgramThatDoesNotPrintIsAFailureInASentence(script: String, reason: String) async throws {
        let folder = try TemporaryFolder()
        try put("chromium", script, in: folder)
        #expect(try await print(printer(.chromium, folder)) == .failed(reason))
    }

    @Test func aProgramThatDoesNotEndIsKilledWithWhatItStarted() async throws {
        let folder = try TemporaryFolder()
        try put("weasyprint", "sleep 600 & sleep 600", in: folder)
        let outcome = try await print(printer(.weasyprint, folder, limit: .milliseconds(100)))
        #expect(outcome == .failed("weasyprint: it was killed after 100ms"))
    }

    @Test func aCauseIsLoggedOnce() async throws {
        let folder = try TemporaryFolder()
        let lines = Mutex<[String]>([])
        let recorder = Recorder { line in lines.withLock { $0.append(line) } }
        let printer = try printer(.auto, folder, logger: Logger(label: "test", factory: { _ in recorder }))
        for _ in 0..<3 {
            #expect(try await print(printer) == .failed("the machine has no chromium and no weasyprint"))
        }
        try put("chromium", "exit 7", in: folder)
        for _ in 0..<3 { _ = try await print(printer) }
        #expect(
            lines.withLock { $0 } == [
                "warning: Reports are published without a PDF: the machine has no chromium and no weasyprint",
                "warning: Reports are published without a PDF: chromium: it ended with code 7",
            ]
        )
    }

    @Test func whereNoneIsAskedForThereIsNoPrinter() {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        #expect(PDFPrinter(.off, clock: ContinuousClock(), logger: logger) == nil)
    }

    @Test func onlyDatesOfThatFormAreSet() {
        var bytes = Array("/ModDate (D:20991231235959Z) /ModDate (D:2099) /CreationDate(D:20991231235959) /M".utf8)
        PDFDates.set("2026-04-28T14:00:00.125Z", in: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "/ModDate (D:20260428140000Z) /ModDate (D:2099) /CreationDate(D:20260428140000) /M"
        )
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00Z", 951_825_600), ("2026-04-28T14:00:00.125Z", 1_777_384_800),
    ])
    func aTimeIsCountedInSeconds(time: String, seconds: Int64) {
        #expect(PDFDates.seconds(of: time) == seconds)
    }

    @Test func theDoctorSaysWhetherTheProgramIsThere() throws {
        let folder = try TemporaryFolder()
        var configuration = Tradecraft.Configuration()
        func checks() -> [Check] {
            Doctor(configuration, extractor: "/nonexistent", now: Timestamp(microseconds: 0))
                .printing(in: [folder.path])
        }
        #expect(checks().isEmpty)
        configuration.report.pdf = .auto
        #expect(checks().map(\.state) == [.warning] && checks().allSatisfy { $0.remedy != nil })
        try put("weasyprint", "exit 0", in: folder)
        #expect(checks().map(\.detail) == ["report.pdf is printed by \(folder.path)/weasyprint"])
        configuration.report.pdf = .chromium
        #expect(checks().map(\.state) == [.warning])
    }

    /// Hands every line on.
    private struct Recorder: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace
        let write: @Sendable (String) -> Void

        init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            write("\(event.level): \(event.message): \(event.metadata?["reason"].map { "\($0)" } ?? "")")
        }
    }
}
