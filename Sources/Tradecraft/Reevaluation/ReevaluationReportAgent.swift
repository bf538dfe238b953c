import AttackReports
import Inbox
import Taskt
import TechniqueMapping

/// The task `report` of a re-evaluation: the next report's folder, beside the one before it in the outbox.
struct ReevaluationReportAgent: Sendable {
    let libraries: DomainLibraries
    let publisher: ReportPublisher
    let ledger: Ledger
    let now: @Sendable () -> Timestamp

    func run(_ context: TaskContext, _ evaluation: Evaluation) async throws -> Reevaluation.Outcome {
        let request = try context.workflow.input(as: Reevaluation.Request.self)
        guard let document = try await ledger.document(request.document),
            let previous = try await ledger.latestReport(on: request.document, in: publisher.outbox)
        else {
            throw AgentFailure("report-missing", isTransient: false, "\(request.document) has no report any more")
        }
        let knowledge = try libraries.library(of: evaluation.knowledge.release).mapper(for: evaluation.knowledge)
            .knowledge
        let reviews = try await ledger.reviews(on: document.id, content: evaluation.text.sha256)
        let origin = ReportOrigin(
            time: now(),
            documentVersion: previous.report?.document.version,
            previousDocument: previous.report?.document.previous,
            marking: publisher.settings.marking,
            reviews: reviews.isEmpty ? nil : reviews
        )
        let next = NextReport(
            evaluation,
            on: document,
            origin,
            version: previous.nextVersion,
            after: previous,
            knowledge: knowledge
        )
        guard !next.isRepetition else {
            return Reevaluation.Outcome(version: previous.version, reference: nil)
        }
        let folder = try await publisher.publish(next.report, of: document, knowledge: knowledge)
        if let warning = folder.warning { context.warn(warning) }
        return Reevaluation.Outcome(
            version: next.report.version,
            reference: ReportReference(
                folder: folder.name,
                files: folder.files,
                fsyncs: folder.fsyncs,
                origin: origin
            )
        )
    }
}
