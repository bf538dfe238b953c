import AttackKnowledge
import AttackReports
import GRDB
import Inbox
import Taskt
import TechniqueMapping

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Turns verdicts into sentences to learn from.
///
/// A technique that was accepted or added has the sentence that spoke most for it, and those that the analyst pointed at; one
/// that was rejected has them all, for none of them shows it. A sentence that is there for one technique is labelled with
/// every other accepted one that it spoke for.
struct ReviewLabels {
    private var order: [String] = []
    private var sentences: [String: ReviewedSentence] = [:]

    /// The sentences, in the order in which they were met.
    var all: [ReviewedSentence] { order.compactMap { sentences[$0] } }

    /// Takes in the verdicts on one document.
    ///
    /// - Parameters:
    ///   - reviews: the verdicts.
    ///   - reports: the reports on it, the latest first: a technique's evidence is that of the first that has some.
    mutating func add(_ reviews: [TechniqueReview], _ reports: [AttackReport]) {
        let evidence = Dictionary(reviews.map { ($0.technique, Self.evidence(for: $0, in: reports)) }) { first, _ in
            first
        }
        for review in reviews {
            let found = evidence[review.technique] ?? []
            let isRejected = review.verdict == .rejected
            let chosen =
                isRejected
                ? found : found.filter { $0.signal == .analyst } + found.filter { $0.signal != .analyst }.prefix(1)
            for piece in chosen {
                add(piece.text, review.technique, isRejected: isRejected)
                for other in reviews where !isRejected && other.verdict != .rejected && other != review {
                    if evidence[other.technique]?.contains(where: { $0.text == piece.text }) == true {
                        add(piece.text, other.technique, isRejected: false)
                    }
                }
            }
        }
    }

    private static func evidence(for review: TechniqueReview, in reports: [AttackReport]) -> [ReportEvidence] {
        let found = reports.lazy.compactMap { report in report.techniques.first { $0.id == review.technique } }
            .first { !$0.evidence.isEmpty }
        return (review.evidence.map { [$0] } ?? []) + (found?.evidence.filter { $0.signal != .analyst } ?? [])
    }

    private mutating func add(_ text: String, _ technique: TechniqueID, isRejected: Bool) {
        let id = technique.description
        if sentences[text] == nil {
            order.append(text)
            sentences[text] = ReviewedSentence(text: text, labels: [], rejected: [])
        }
        let path = isRejected ? \ReviewedSentence.rejected : \ReviewedSentence.labels
        if sentences[text]?[keyPath: path].contains(id) == false { sentences[text]?[keyPath: path].append(id) }
    }
}

extension QueryDatabase {
    /// The sentences that analysts' verdicts are about.
    func reviewedSentences() throws(StartupError) -> [ReviewedSentence] {
        try read("read reviews") { db in
            var labels = ReviewLabels()
            for number in try Int64.fetchAll(db, sql: "SELECT DISTINCT document FROM review ORDER BY document") {
                let reviews = try Row.fetchAll(
                    db,
                    sql: "SELECT * FROM review WHERE document = ? ORDER BY technique",
                    arguments: [number]
                )
                let bodies = try Data.fetchAll(
                    db,
                    sql: """
                        SELECT b.body FROM report r JOIN report_body b ON b.report = r.number
                        WHERE r.document = ? ORDER BY r.version DESC
                        """,
                    arguments: [number]
                )
                labels.add(try reviews.map(TechniqueReview.init), try bodies.map(StoredReport.decode))
            }
            return labels.all
        }
    }
}

extension KnowledgeLibrary {
    /// What analysts said, where models are to be trained from it; nothing before there is a database.
    func reviewedSentences() throws(AgentFailure) -> [ReviewedSentence] {
        guard mapping.learnsFromReviews == .on else { return [] }
        do throws(StartupError) {
            return try QueryDatabase(StateFolder(folder.parent)).reviewedSentences()
        } catch {
            if error.exitCode == .unavailable { return [] }
            throw AgentFailure("reviews-unreadable", isTransient: true, error.description)
        }
    }
}
