import AttackKnowledge
import AttackReports
import DocumentText
import GRDB
package import Logging
package import Taskt
import TasktSQLite

/// Where analysts say what they think of reports.
///
/// Verdicts are on a document's content: forks, and files with the same content that are dropped later, have them too.
package final class ReviewDesk {
    /// The database, for reading.
    package let database: QueryDatabase
    private let configuration: Configuration
    private let logger: Logger
    /// Reading a release takes longer than all the rest.
    private var knowledge: [AttackDomain: KnowledgeBase] = [:]

    /// A desk for an installation.
    ///
    /// - Throws: ``StartupError`` where its database cannot be read.
    package init(_ configuration: Configuration, logger: Logger) throws(StartupError) {
        database = try QueryDatabase(StateFolder(configuration.state))
        self.configuration = configuration
        self.logger = logger
    }

    /// Takes in what an analyst says of the latest report on a document: all of it, or nothing.
    ///
    /// - Parameters:
    ///   - asks: what the analyst says.
    ///   - id: the document.
    ///   - reviewer: who the analyst is.
    ///   - now: the time.
    /// - Returns: what changed.
    /// - Throws: ``StartupError``, with a sentence on what is wrong; then nothing is written.
    /// - Durability: the verdicts are on disk when this returns.
    package func take(
        _ asks: [ReviewAsk],
        on id: DocumentID,
        by reviewer: String,
        at now: Timestamp
    ) throws(StartupError) -> ReviewOutcome {
        let report = try database.reviewedReport(on: id)
        var plan = try plan(for: report, by: reviewer, at: now)
        for ask in asks { try plan.take(ask) }
        try write([(report, plan)], at: now)
        return plan.outcome
    }

    /// A plan for one report; the document's text is read when a sentence is looked for in it.
    func plan(
        for report: ReviewedReport,
        by reviewer: String,
        at now: Timestamp
    ) throws(StartupError) -> ReviewPlan {
        let knowledge = try release(of: report.domain)
        var text: FindingsBuilder??
        return ReviewPlan(report, knowledge, by: reviewer, at: now.description) { [database] sentence in
            if text == nil { text = .some(Self.text(of: report.document, in: database)) }
            return (text ?? nil)?.evidence(pointedAt: sentence) ?? .unplaced(sentence)
        }
    }

    private static func text(of id: DocumentID, in database: QueryDatabase) -> FindingsBuilder? {
        // A sentence without its place is worth as much: a text that is not kept or cannot be read keeps nobody from a
        // verdict.
        guard let body = try? database.keptText(of: id), let text = try? StoredText.decode(body) else { return nil }
        return FindingsBuilder(text)
    }

    private func release(of domain: AttackDomain) throws(StartupError) -> KnowledgeBase {
        if let known = knowledge[domain] { return known }
        let library = KnowledgeLibrary(
            configuration.limited(to: domain),
            now: EngineEnvironment.systemTime,
            logger: logger
        )
        do throws(AgentFailure) {
            let found = try library.knowledgeInForce()
            knowledge[domain] = found
            return found
        } catch {
            throw StartupError(error)
        }
    }

    /// Writes down what plans come to, in one transaction with its entries in the audit trail.
    func write(_ plans: [(report: ReviewedReport, plan: ReviewPlan)], at now: Timestamp) throws(StartupError) {
        let plans = plans.filter { !$0.plan.steps.isEmpty }
        guard !plans.isEmpty else { return }
        let actor = AuditActor.current()
        var ready: [ReviewedMatches] = []
        for (report, plan) in plans {
            let knowledge = try release(of: report.domain)
            ready.append(
                try database.read("read reports") { db in
                    try ReviewedMatches(of: report.number, plan.reviews, knowledge: knowledge, in: db)
                }
            )
        }
        try OperatorDatabase(state: database.state)
            .write("write reviews") { db in
                for ((report, plan), matches) in zip(plans, ready) {
                    for step in plan.steps {
                        switch step {
                        case .write(let review): try review.write(for: report.number, at: now, to: db)
                        case .forget(let technique):
                            try TechniqueReview.forget(technique, of: report.number, in: db)
                        }
                    }
                    try matches.write(to: db)
                    try plan.outcome.entry(on: report.document, by: actor).append(at: now, to: db)
                }
            }
    }
}

extension ReviewOutcome {
    /// What goes into the audit trail: ids, not an analyst's words.
    fileprivate func entry(on document: DocumentID, by actor: String) -> AuditEntry {
        var detail: [String: AuditValue] = [:]
        for (word, changes) in Dictionary(grouping: changes, by: \.change) {
            detail[word] = .text(changes.map(\.technique).joined(separator: " "))
        }
        return AuditEntry(.reviewed, of: document, by: actor, detail)
    }

    /// Takes in what came of another report.
    mutating func add(_ other: ReviewOutcome) {
        changes += other.changes
        unchanged += other.unchanged
        notices += other.notices
    }
}
