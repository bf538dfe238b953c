import AttackKnowledge
import AttackReports
import GRDB

/// How right matches were, as analysts saw it: counts of their verdicts.
///
/// Only what somebody looked at is counted. Precision is the share of the reviewed matches that were accepted; who reviews
/// doubtful matches alone sees a lower one than the reports have. A technique that was added was missed; those that nobody
/// noticed are missing here, so that recall is at most what is shown.
package struct ReviewFigures: Encodable, Hashable, Sendable {
    /// The counts of one group of verdicts.
    package struct Figure: Encodable, Hashable, Sendable {
        /// What they have in common.
        package let name: String
        /// How many matches were found right.
        package let accepted: Int
        /// How many were found wrong.
        package let rejected: Int
        /// How many techniques were found missing.
        package let added: Int
        /// The share of the reviewed matches that was right; nil without any.
        package let precision: Double?
        /// Between what it lies with a probability of 95 %, by Wilson's interval; empty without reviewed matches.
        package let interval: [Double]
        /// The share of what analysts know of that was found; nil without any.
        package let recallAtMost: Double?

        init(_ name: String, accepted: Int, rejected: Int, added: Int) {
            self.name = name
            self.accepted = accepted
            self.rejected = rejected
            self.added = added
            let reviewed = accepted + rejected
            precision = reviewed == 0 ? nil : Double(accepted) / Double(reviewed)
            interval = reviewed == 0 ? [] : Self.wilson(accepted, of: reviewed)
            recallAtMost = accepted + added == 0 ? nil : Double(accepted) / Double(accepted + added)
        }

        /// Wilson's score interval at 95 %: it holds for small counts too, and for all or none.
        static func wilson(_ count: Int, of total: Int) -> [Double] {
            let (n, z) = (Double(total), 1.959_963_985)
            let share = Double(count) / n
            let center = (share + z * z / (2 * n)) / (1 + z * z / n)
            let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
            let kept = { (share: Double) in (min(max(share, 0), 1) * 10_000).rounded() / 10_000 }
            return [kept(center - half), kept(center + half)]
        }
    }

    /// How many documents have verdicts.
    package let documents: Int
    /// All verdicts.
    package let overall: Figure
    /// By how certain the matches were; what was added was not found at all.
    package let byConfidence: [Figure]
    /// By technique, those with the most verdicts first.
    package let byTechnique: [Figure]
    /// By version of ATT&CK and model.
    package let byModel: [Figure]

    /// The figures as lines of text.
    ///
    /// - Parameter limit: how many techniques are listed; nil for all.
    /// - Returns: a table, and what to make of it.
    package func lines(techniques limit: Int?) -> [String] {
        guard documents > 0 else { return ["No verdicts; see `tradecraft reports review`."] }
        let listed = limit.map { Array(byTechnique.prefix($0)) } ?? byTechnique
        let rows = [overall] + byConfidence + byModel + listed
        let header = ["", "accepted", "rejected", "added", "precision", "95 % interval", "recall at most"]
        let table = Shown.table(
            header,
            rows.map { figure in
                [
                    figure.name, "\(figure.accepted)", "\(figure.rejected)", "\(figure.added)",
                    figure.precision.map(Self.share) ?? "-",
                    figure.interval.isEmpty ? "-" : figure.interval.map(Self.share).joined(separator: " to "),
                    figure.recallAtMost.map(Self.share) ?? "-",
                ]
            }
        )
        let more = byTechnique.count - listed.count
        return table + (more > 0 ? ["... and \(Shown.count(more, "technique")) more (--all)"] : [])
            + [
                "",
                "Verdicts on \(Shown.count(documents, "document")). Recall is at most what is shown: "
                    + "techniques that nobody noticed are not counted as missed.",
            ]
    }

    private static func share(_ share: Double) -> String {
        let thousandths = Int((share * 1_000).rounded())
        let digits = "\(1_000 + thousandths % 1_000)".dropFirst()
        return "\(thousandths / 1_000).\(digits)"
    }
}

extension QueryDatabase {
    /// How right matches were, as analysts saw it.
    package func reviewFigures() throws(StartupError) -> ReviewFigures {
        try read("read reviews") { db in
            func figures(_ group: String, order: String = "1") throws -> [ReviewFigures.Figure] {
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT \(group) AS name, sum(verdict = 'accepted') AS accepted,
                            sum(verdict = 'rejected') AS rejected, sum(verdict = 'added') AS added
                        FROM review GROUP BY 1 ORDER BY \(order)
                        """
                )
                .map {
                    .init($0["name"], accepted: $0["accepted"], rejected: $0["rejected"], added: $0["added"])
                }
            }
            let bands = try figures(
                """
                CASE WHEN score IS NULL THEN 'not found' WHEN score >= 0.8 THEN 'high' WHEN score >= 0.5 THEN 'medium'
                    ELSE 'low' END
                """
            )
            let releases = try AttackDomain.allCases.map { try KnowledgeBase.embedded($0) }
            let named = { (figure: ReviewFigures.Figure) in
                let id = TechniqueID(figure.name)
                let name = id.flatMap { id in releases.lazy.compactMap { $0.fullName(of: id) }.first }
                return ReviewFigures.Figure(
                    name.map { "\(figure.name) \($0)" } ?? figure.name,
                    accepted: figure.accepted,
                    rejected: figure.rejected,
                    added: figure.added
                )
            }
            let order = ConfidenceBand.allCases.map(\.rawValue) + ["not found"]
            return ReviewFigures(
                documents: try Int.fetchOne(db, sql: "SELECT count(DISTINCT document) FROM review") ?? 0,
                overall: try figures("'all'").first ?? .init("all", accepted: 0, rejected: 0, added: 0),
                byConfidence: order.compactMap { name in bands.first { $0.name == name } },
                byTechnique: try figures("technique", order: "count(*) DESC, 1").map(named),
                byModel: try figures("'ATT&CK ' || attack_version || ', model ' || substr(model, 1, 8)")
            )
        }
    }
}
