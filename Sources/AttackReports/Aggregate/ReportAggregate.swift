package import AttackKnowledge

/// What many reports say together: how many describe each technique, how certainly, from when to when.
package struct ReportAggregate: Encodable, Hashable, Sendable {
    /// A technique in all the reports.
    package struct Technique: Encodable, Hashable, Sendable {
        /// Its id in the release in force.
        package let id: TechniqueID
        /// Its name.
        package let name: String
        /// The short names of its tactics, in matrix order.
        package let tactics: [String]
        /// How many reports have it.
        package let reports: Int
        /// How many of all reports that is, 0 to 1.
        package let share: Double
        /// The highest confidence, 0 to 1.
        package let maximum: Double
        /// The mean confidence, 0 to 1.
        package let mean: Double
        /// When the first of the reports was made.
        package let firstSeen: String
        /// When the last of the reports was made.
        package let lastSeen: String
    }

    /// A technique as reports of one release have it.
    package struct Count: Hashable, Sendable {
        /// Its id in that release.
        package let id: String
        /// Its name in that release.
        package let name: String
        /// How many reports have it.
        package let reports: Int
        /// The highest score.
        package let maximum: Double
        /// The sum of the scores.
        package let sum: Double
        /// When the first of the reports was made.
        package let firstSeen: String
        /// When the last of the reports was made.
        package let lastSeen: String

        /// A count.
        package init(
            id: String,
            name: String,
            reports: Int,
            maximum: Double,
            sum: Double,
            firstSeen: String,
            lastSeen: String
        ) {
            (self.id, self.name, self.reports, self.maximum, self.sum) = (id, name, reports, maximum, sum)
            (self.firstSeen, self.lastSeen) = (firstSeen, lastSeen)
        }
    }

    /// What the reports have in common, in words: the filters.
    package let title: String
    /// The domain of ATT&CK.
    package let domain: AttackDomain
    /// The release that the techniques are counted in.
    package let attack: String
    /// How many reports there are, also those without a technique.
    package let reports: Int
    /// When the first of them was made; nil where there is none.
    package let firstReport: String?
    /// When the last of them was made.
    package let lastReport: String?
    /// The techniques, the most frequent first.
    package let techniques: [Technique]

    /// Adds up counts; ids that ATT&CK has replaced count for those in force.
    ///
    /// - Parameters:
    ///   - title: What the reports have in common.
    ///   - knowledge: The release in force.
    ///   - reports: How many reports there are.
    ///   - span: When the first and the last of them were made.
    ///   - counts: What was counted.
    package init(
        title: String,
        knowledge: KnowledgeBase,
        reports: Int,
        span: (first: String, last: String)?,
        counts: [Count]
    ) {
        self.title = title
        domain = knowledge.domain
        attack = knowledge.version
        self.reports = reports
        (firstReport, lastReport) = (span?.first, span?.last)
        var sums: [TechniqueID: Count] = [:]
        for count in counts {
            guard let written = TechniqueID(count.id) else { continue }
            let id = knowledge.current(written) ?? written
            sums[id] = sums[id].map { $0.adding(count) } ?? count
        }
        techniques =
            sums.map { id, sum in
                let known = knowledge.technique(id)
                return Technique(
                    id: id,
                    name: knowledge.fullName(of: id) ?? sum.name,
                    tactics: known?.tactics ?? [],
                    reports: sum.reports,
                    share: Score.kept(Double(sum.reports) / Double(max(1, reports))),
                    maximum: Score.kept(sum.maximum),
                    mean: Score.kept(sum.sum / Double(max(1, sum.reports))),
                    firstSeen: sum.firstSeen,
                    lastSeen: sum.lastSeen
                )
            }
            .sorted { ($1.reports, $1.maximum, $0.id) < ($0.reports, $0.maximum, $1.id) }
    }

    /// How hot a technique is beside the most frequent one, 0 to 1.
    func heat(of technique: Technique) -> Double {
        Double(technique.reports) / Double(max(1, techniques.first?.reports ?? 1))
    }
}

extension ReportAggregate.Count {
    fileprivate func adding(_ other: ReportAggregate.Count) -> ReportAggregate.Count {
        ReportAggregate.Count(
            id: id,
            name: name,
            reports: reports + other.reports,
            maximum: max(maximum, other.maximum),
            sum: sum + other.sum,
            firstSeen: min(firstSeen, other.firstSeen),
            lastSeen: max(lastSeen, other.lastSeen)
        )
    }
}
