import AttackReports
import DocumentText
import Inbox
import Taskt
import TechniqueMapping

/// The task `report`: the report's folder, whole and durable in the outbox.
struct ReportAgent: Sendable {
    let libraries: DomainLibraries
    let publisher: ReportPublisher
    let ledger: Ledger
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
            marking: publisher.settings.marking,
            reviews: reviews.isEmpty ? nil : reviews
        )
        let folder = try await publisher.publish(
            evaluation.report(on: document, origin).honouring(reviews, knowledge: mapper.knowledge),
            of: document,
            knowledge: mapper.knowledge
        )
        if let warning = folder.warning { context.warn(warning) }
        return ReportReference(folder: folder.name, files: folder.files, fsyncs: folder.fsyncs, origin: origin)
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
