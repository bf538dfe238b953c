import AttackKnowledge
import AttackReports
import Taskt

/// A document's next report, put together from an evaluation and from the report before.
///
/// It is put together twice, for the folder and for the database, and comes out the same.
struct NextReport: Sendable {
    let report: AttackReport
    /// Whether it says nothing that the report before does not say.
    let isRepetition: Bool

    init(
        _ evaluation: Evaluation,
        on document: DocumentRecord,
        _ origin: ReportOrigin,
        version: Int,
        after previous: PreviousReport,
        knowledge: KnowledgeBase
    ) {
        let found = evaluation.report(on: document, origin).honouring(origin.reviews ?? [], knowledge: knowledge)
        isRepetition = previous.report.map(found.saysTheSame) ?? false
        report = found.revised(
            version: version,
            createdAt: previous.report?.createdAt ?? previous.createdAt.description,
            difference: previous.report.map { ReportDifference(from: $0, to: found, current: knowledge.current) }
        )
    }
}
