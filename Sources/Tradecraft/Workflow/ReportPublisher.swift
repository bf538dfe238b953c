import AttackKnowledge
import AttackReports
import DocumentText
import Inbox
import Taskt

/// Writes a report's files and puts them into the outbox as one folder.
struct ReportPublisher: Sendable {
    /// What came of it.
    struct Published: Sendable {
        let name: String
        let files: [String]
        let fsyncs: Int
        /// What the run's reader should know: why there is no PDF.
        let warning: String?
    }

    let publisher: FolderPublisher
    let settings: ReportSettings
    let printer: PDFPrinter?

    init(publisher: FolderPublisher, settings: ReportSettings, printer: PDFPrinter? = nil) {
        (self.publisher, self.settings, self.printer) = (publisher, settings, printer)
    }

    var outbox: SystemPath { publisher.outbox }

    /// Publishes a report, or finds that an earlier attempt has done so.
    ///
    /// - Throws: `AgentFailure`.
    func publish(
        _ report: AttackReport,
        of document: DocumentRecord,
        knowledge: KnowledgeBase
    ) async throws(AgentFailure) -> Published {
        let (files, warning) = try await files(of: report, knowledge)
        let publisher = publisher
        let outcome = await BlockingThread.run {
            Result { () throws(InboxError) in
                let publication = Publication(
                    id: document.id.publication(report.version),
                    shortID: document.id.folderSuffix(report.version),
                    document: document.path.name,
                    files: files.map { file in
                        guard let name = FileName(file.name) else {
                            preconditionFailure("\(file.name) cannot name a file")
                        }
                        return Publication.File(name: name, bytes: file.bytes)
                    }
                )
                var folder = try publisher.publish(publication)
                if folder.wasPublished, try !Self.isSame(folder, as: files) {
                    // An attempt that nobody has a record of made it, of another time and perhaps with other settings.
                    _ = try publisher.remove(folder.name, publishedAs: publication.id)
                    folder = try publisher.publish(publication)
                }
                return Published(
                    name: folder.name.description,
                    files: files.map(\.name),
                    fsyncs: folder.fsyncs,
                    warning: warning
                )
            }
        }
        guard let outcome else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        do throws(InboxError) { return try outcome.get() } catch { throw AgentFailure(error) }
    }

    /// Whether a folder that was there has the report that is to be published.
    private static func isSame(_ folder: PublishedFolder, as files: [ReportFile]) throws(InboxError) -> Bool {
        guard let report = files.first(where: { $0.name == ReportFormat.json.fileName }) else { return true }
        return try FileBytes.read(folder.path.appending(report.name)) == report.bytes
    }

    /// The files of the report's folder, and why one of them is missing.
    private func files(
        of report: AttackReport,
        _ knowledge: KnowledgeBase
    ) async throws(AgentFailure) -> (files: [ReportFile], warning: String?) {
        let settings = settings
        let rendered = await BlockingThread.run {
            ReportRenderer.files(
                for: report,
                knowledge: knowledge,
                formats: settings.formats,
                options: settings.options
            )
        }
        guard let rendered else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        guard let printer else { return (rendered, nil) }
        let page = rendered.first { $0.name == ReportFormat.html.fileName }?.bytes
        switch await printer.print(report, knowledge: knowledge, page: page) {
        case .printed(let bytes): return (rendered + [ReportFile(name: PDFPrinter.fileName, bytes: bytes)], nil)
        case .failed(let reason): return (rendered, "There is no report.pdf: \(reason).")
        }
    }
}

extension DocumentID {
    /// Whose folder a report's is: the document's alone for the first one, with the version for those after it.
    func publication(_ version: Int) -> FileName {
        guard version > 1 else { return fileName }
        guard let name = FileName("\(rawValue)-v\(version)") else {
            preconditionFailure("\(rawValue)-v\(version) cannot name a folder")
        }
        return name
    }

    /// What the name of a report's folder ends with.
    func folderSuffix(_ version: Int) -> String { version > 1 ? "\(short)-v\(version)" : short }
}
