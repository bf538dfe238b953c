import AttackKnowledge
import AttackReports

/// Decides what verdicts on the techniques of one report come to; nothing is read or written by it.
struct ReviewPlan {
    /// What is to be written.
    enum Step: Sendable {
        /// A verdict, in the place of any other on its technique.
        case write(TechniqueReview)
        /// There is to be none on the technique.
        case forget(TechniqueID)
    }

    private let report: ReviewedReport
    private let knowledge: KnowledgeBase
    private let reviewer: String
    private let time: String
    /// Finds the place of a sentence in the document's text.
    private let place: (String) -> ReportEvidence
    private let matches: [TechniqueID: ReviewedReport.Match]
    private let standing: [TechniqueID: TechniqueReview]
    private var decided: [TechniqueID: ReviewAsk.Action] = [:]

    private(set) var steps: [Step] = []
    /// The verdicts on the document once the steps are done.
    var reviews: [TechniqueReview] {
        var reviews = Dictionary(report.reviews.map { ($0.technique, $0) }) { first, _ in first }
        for step in steps {
            switch step {
            case .write(let review): reviews[review.technique] = review
            case .forget(let technique): reviews[technique] = nil
            }
        }
        return reviews.values.sorted { $0.technique < $1.technique }
    }
    private(set) var outcome = ReviewOutcome()

    init(
        _ report: ReviewedReport,
        _ knowledge: KnowledgeBase,
        by reviewer: String,
        at time: String,
        place: @escaping (String) -> ReportEvidence
    ) {
        self.report = report
        self.knowledge = knowledge
        self.reviewer = reviewer
        self.time = time
        self.place = place
        let current = { (id: TechniqueID) in knowledge.current(id) ?? id }
        matches = Dictionary(report.matches.map { (current($0.technique), $0) }) { first, _ in first }
        standing = Dictionary(report.reviews.map { (current($0.technique), $0) }) { first, _ in first }
    }

    /// Takes in what the analyst says of one technique.
    ///
    /// - Throws: ``StartupError`` 65, with a sentence on what is wrong and what was expected.
    mutating func take(_ ask: ReviewAsk) throws(StartupError) {
        let id = try current(ask.technique)
        if let other = decided.updateValue(ask.action, forKey: id) {
            throw StartupError(.badData, "\(id) is to be both \(other.participle) and \(ask.action.participle)")
        }
        let match = matches[id]
        switch (ask.action, match, standing[id]) {
        case (.forget, _, let review?): forget(id, review)
        case (.forget, _, nil): outcome.notices.append("there is no verdict on \(id) to forget")
        case (.accept, let match?, _): write(.accepted, id, match, ask)
        case (.reject, let match?, _): write(.rejected, id, match, ask)
        case (.add, let match?, _):
            outcome.notices.append("\(id) was found in the document: it counts as accepted")
            write(.accepted, id, match, ask)
        case (.add, nil, _):
            if let sub = matches.keys.filter({ $0.parent == id }).min() {
                outcome.notices.append("\(id) is above \(sub), which was found: both are in the report now")
            }
            write(.added, id, nil, ask)
        case (.accept, nil, .some): write(.added, id, nil, ask)
        case (.reject, nil, let review?):
            outcome.notices.append("\(id) had been added by \(review.reviewer): it is in the report no longer")
            forget(id, review)
        case (.accept, nil, nil), (.reject, nil, nil): throw absent(id)
        }
    }

    private func current(_ text: String) throws(StartupError) -> TechniqueID {
        let release = "ATT&CK \(knowledge.domain.title) \(knowledge.version)"
        guard let id = TechniqueID(text.uppercased()) else {
            throw StartupError(.badData, "expected a technique's id such as T1059 or T1059.001, found \"\(text)\"")
        }
        guard let current = knowledge.current(id) else {
            let state =
                knowledge.retiredTechnique(id) == nil ? "is not in" : "was retired, without another in its place, by"
            throw StartupError(.badData, "\(id) \(state) \(release), the release in force")
        }
        return current
    }

    /// Why a technique that the report does not have can be neither accepted nor rejected.
    private func absent(_ id: TechniqueID) -> StartupError {
        let relatives = matches.keys.filter { $0.parent == id || $0 == id.parent }.sorted()
        guard relatives.isEmpty else {
            let found = relatives.map { "\($0) (\(matches[$0]?.name ?? ""))" }.joined(separator: ", ")
            return StartupError(
                .badData,
                "\(id) was not found in \(report.document), but \(found): name that, or say --add \(id)"
            )
        }
        return StartupError(
            .badData,
            "\(id) was not found in \(report.document); to say that the document describes it, say --add \(id)"
        )
    }

    private mutating func forget(_ id: TechniqueID, _ review: TechniqueReview) {
        // The row has the id of the time when it was written.
        steps.append(.forget(review.technique))
        note(.forget, id, before: review)
    }

    private mutating func write(
        _ verdict: ReviewVerdict,
        _ id: TechniqueID,
        _ match: ReviewedReport.Match?,
        _ ask: ReviewAsk
    ) {
        let before = standing[id]
        let sentence = ask.evidence.flatMap { $0.isEmpty ? nil : $0 }
        let evidence = sentence.map(place) ?? before?.evidence
        let review = TechniqueReview(
            technique: id,
            verdict: verdict,
            evidence: evidence,
            note: (ask.note ?? before?.note).flatMap { $0.isEmpty ? nil : $0 },
            reviewer: reviewer,
            reviewedAt: time,
            score: match?.score,
            attack: report.attack,
            model: report.model
        )
        if let before, before.verdict == verdict, before.note == review.note, before.evidence == evidence {
            outcome.unchanged += 1
            return
        }
        if let sentence, let evidence, evidence.end == 0 {
            let shown = Shown.short(sentence, 60)
            outcome.notices.append("the sentence for \(id) does not stand in the document's text: \(shown)")
        }
        if let before, before.technique != id { steps.append(.forget(before.technique)) }
        steps.append(.write(review))
        note(verdict.action, id, before: before)
    }

    private mutating func note(_ action: ReviewAsk.Action, _ id: TechniqueID, before: TechniqueReview?) {
        outcome.changes.append(
            ReviewOutcome.Change(
                document: report.document.rawValue,
                technique: id.description,
                name: knowledge.fullName(of: id) ?? "",
                change: action.participle,
                before: before?.verdict.rawValue
            )
        )
    }
}

extension ReviewVerdict {
    fileprivate var action: ReviewAsk.Action {
        switch self {
        case .accepted: .accept
        case .rejected: .reject
        case .added: .add
        }
    }
}
