import AttackReports
import DocumentText
import Inbox
import Taskt
import TechniqueMapping

/// The task `report`: the report's folder, whole and durable in the outbox.
struct ReportAgent: Sendable {
    let libraries: DomainLibraries
    let publisher: FolderPublisher
    let ledger: Ledger
    let settings: ReportSettings
    let now: @Sendable () -> Timestamp

    func run(_ context: TaskContext, _ evaluation: Evaluation) async throws -> ReportReference {
        let request = try context.workflow.input(as: DocumentRequest.self)
        let id = context.document(request)
        guard let document = try await ledger.document(id) else {
            throw AgentFailure("document-missing", isTransient: false, "no document \(id)")
        }
        let mapper = try libraries.library(of: evaluation.knowledge.release).mapper(for: evaluation.knowledge)
        let versions = try await ledger.namesakes(before: document)
        let reviews = try await ledger.reviews(on: document.id, content: evaluation.text.sha256)
        let origin = ReportOrigin(
            time: now(),
            documentVersion: versions.map { $0.count + 1 },
            previousDocument: versions?.last.rawValue,
            marking: settings.marking,
            reviews: reviews.isEmpty ? nil : reviews
        )
        let report = evaluation.report(on: document, origin)
            .honouring(reviews, knowledge: mapper.knowledge)
        let (settings, publisher) = (settings, publisher)
        let outcome = await BlockingThread.run {
            Result { () throws(InboxError) in
                let files = ReportRenderer.files(
                    for: report,
                    knowledge: mapper.knowledge,
                    formats: settings.formats,
                    options: settings.options
                )
                let publication = Publication(
                    id: document.id.fileName,
                    shortID: document.id.short,
                    document: document.path.name,
                    files: files.map { file in
                        guard let name = FileName(file.name) else {
                            preconditionFailure("\(file.name) cannot name a file")
                        }
                        return Publication.File(name: name, bytes: file.bytes)
                    }
                )
                return (try publisher.publish(publication), files.map(\.name))
            }
        }
        guard let outcome else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        do throws(InboxError) {
            let (folder, files) = try outcome.get()
            return ReportReference(
                folder: folder.name.description,
                files: files,
                fsyncs: folder.fsyncs,
                origin: origin
            )
        } catch {
            throw AgentFailure(error)
        }
    }
}

extension Evaluation {
    /// The first report on a document.
    func report(on document: DocumentRecord, _ origin: ReportOrigin) -> AttackReport {
        report(id: document.id.rawValue, name: document.path.description, address: document.address, origin)
    }

    /// The first report on a document that has an id, a name and perhaps an address.
    func report(id: String, name: String, address: String? = nil, _ origin: ReportOrigin) -> AttackReport {
        let release = knowledge.release
        return AttackReport(
            id: id,
            generatedAt: origin.time.description,
            toolVersion: TradecraftVersion.current,
            document: ReportDocument(
                name: name,
                sha256: text.sha256,
                size: Int(text.size),
                mediaType: text.mediaType,
                title: text.title,
                author: text.author,
                pageCount: text.pageCount,
                wordCount: text.words,
                isPartial: text.isPartial ?? false,
                address: address,
                version: origin.documentVersion,
                previous: origin.previousDocument
            ),
            attack: ReportRelease(
                domain: release.domain,
                version: release.version ?? "unknown",
                source: release.source,
                sha256: release.sha256,
                fetchedAt: release.fetchedAt?.description
            ),
            model: ReportModel(hash: knowledge.model),
            marking: origin.marking,
            techniques: findings.techniques,
            groups: findings.groups,
            software: findings.software,
            campaigns: findings.campaigns,
            indicators: findings.indicators,
            warnings: text.warnings + [release.notice, findings.omission].compactMap(\.self)
        )
    }
}

extension Evaluation.Findings {
    /// What a reader must know when not all indicators are listed.
    var omission: String? {
        omittedIndicators == 0
            ? nil : "The first \(indicators.count) indicators are listed; others were met \(omittedIndicators) times."
    }
}
