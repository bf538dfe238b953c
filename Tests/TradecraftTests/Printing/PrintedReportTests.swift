import AttackKnowledge
import AttackReports
import Foundation
import Inbox
import Logging
import Testing

@testable import Tradecraft

/// A report's folder, with and without what a program prints.
@Suite(.timeLimit(.minutes(6))) struct PrintedReportTests {
    private func published(
        by script: String,
        formats: Set<ReportFormat>
    ) async throws -> (files: [String], pdf: Data?, warning: String?) {
        let recorded = try await RecordedInstallation()
        let id = RecordedInstallation.id("aaaa")
        try await recorded.report(id, "apt.txt", techniques: [])
        let document = try #require(try await recorded.ledger.document(id))
        let program = try recorded.folder.file("weasyprint", "#!/bin/sh\n\(script)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let outbox = recorded.configuration.outbox
        try FileBytes.makeFolder(outbox)
        var settings = ReportSettings()
        settings.formats = formats
        let publisher = ReportPublisher(
            publisher: FolderPublisher(outbox: outbox),
            settings: settings,
            printer: PDFPrinter(
                .weasyprint,
                folders: [recorded.folder.path],
                clock: ContinuousClock(),
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            )
        )
        let report = AttackReport(
            id: id.rawValue,
            generatedAt: "2026-04-28T14:00:00Z",
            toolVersion: "1",
            document: ReportDocument(name: "apt.txt", sha256: "", size: 1, mediaType: "text/plain"),
            attack: ReportRelease(domain: .enterprise, version: "18.1", source: "embedded", sha256: ""),
            model: ReportModel(hash: "m"),
            techniques: []
        )
        let folder = try await publisher.publish(report, of: document, knowledge: try KnowledgeBase.embedded())
        let pdf = FileManager.default.contents(atPath: "\(outbox)/\(folder.name)/report.pdf")
        return (folder.files, pdf, folder.warning)
    }

    /// The page is made for the program also where nobody asks for it as a file.
    @Test func whatIsPrintedIsOneMoreFileOfTheFolder() async throws {
        let made = try await published(
            by: "(printf '%%PDF-1.7 '; grep -o '<title>[^<]*' report.html) > \"$5\"",
            formats: [.json]
        )
        #expect(made.files == ["report.json", "report.pdf"] && made.warning == nil)
        #expect(made.pdf.map { String(decoding: $0, as: UTF8.self) } == "%PDF-1.7 <title>apt.txt – ATT&amp;CK report\n")
    }

    @Test func aReportIsPublishedWithoutItWhereNothingIsPrinted() async throws {
        let made = try await published(by: "exit 1", formats: [.json, .html])
        #expect(made.files == ["report.json", "report.html"] && made.pdf == nil)
        #expect(made.warning == "There is no report.pdf: weasyprint: it ended with code 1.")
    }
}
