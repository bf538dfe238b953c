package import AttackKnowledge

/// What one report says that another does not: techniques, entities, indicators.
package struct ReportComparison: Encodable, Hashable, Sendable {
    /// One of the two reports.
    package struct Side: Encodable, Hashable, Sendable {
        /// The document.
        package let document: String
        /// The document's name.
        package let name: String
        /// Which report on the document it is, from 1.
        package let version: Int
        /// When it was made.
        package let generatedAt: String
        /// The domain of ATT&CK.
        package let domain: String
        /// The version of ATT&CK.
        package let attack: String
        /// How many techniques it has.
        package let techniques: Int
    }

    /// A group, software, a campaign or an indicator that one of the reports has.
    package struct Name: Encodable, Hashable, Sendable {
        /// Its id in ATT&CK; of an indicator, its kind.
        package let id: String
        /// Its name, or the indicator's value.
        package let name: String
    }

    /// What only the later and only the earlier report names.
    package struct Names: Encodable, Hashable, Sendable {
        /// Only the later one.
        package let gained: [Name]
        /// Only the earlier one.
        package let lost: [Name]

        /// Whether both name the same.
        package var isEmpty: Bool { gained.isEmpty && lost.isEmpty }
    }

    /// The earlier report.
    package let before: Side
    /// The later report.
    package let after: Side
    /// Techniques gained, lost and changed.
    package let techniques: ReportDifference
    /// How many techniques both have with the same confidence.
    package let unchanged: Int
    /// Groups.
    package let groups: Names
    /// Software.
    package let software: Names
    /// Campaigns.
    package let campaigns: Names
    /// Indicators.
    package let indicators: Names

    /// Compares two reports.
    ///
    /// - Parameters:
    ///   - old: The report that counts as the earlier one.
    ///   - new: The report that counts as the later one.
    ///   - knowledge: The later one's release, which knows what replaced the ids of earlier ones.
    package init(from old: AttackReport, to new: AttackReport, knowledge: KnowledgeBase) {
        (before, after) = (Side(old), Side(new))
        techniques = ReportDifference(from: old, to: new, current: knowledge.current)
        unchanged = new.techniques.count - techniques.gained.count - techniques.changed.count
        groups = Names(old.groups, new.groups, knowledge)
        software = Names(old.software, new.software, knowledge)
        campaigns = Names(old.campaigns, new.campaigns, knowledge)
        let (earlier, later) = (Self.indicators(of: old), Self.indicators(of: new))
        let (known, kept) = (Set(earlier), Set(later))
        indicators = Names(gained: later.filter { !known.contains($0) }, lost: earlier.filter { !kept.contains($0) })
    }

    private static func indicators(of report: AttackReport) -> [Name] {
        report.indicators.filter { $0.role == .indicator }.map { Name(id: $0.kind.rawValue, name: $0.value) }
    }
}

extension ReportComparison.Side {
    init(_ report: AttackReport) {
        document = report.id
        name = report.document.name
        version = report.version
        generatedAt = report.generatedAt
        domain = report.attack.domain.rawValue
        attack = report.attack.version
        techniques = report.techniques.count
    }
}

extension ReportComparison.Names {
    init(_ old: [ReportedEntity], _ new: [ReportedEntity], _ knowledge: KnowledgeBase) {
        func current(_ id: String) -> String { knowledge.retiredEntity(id)?.replacement ?? id }
        let earlier = Set(old.map { current($0.id) })
        let later = Set(new.map(\.id))
        gained = new.filter { !earlier.contains($0.id) }.map { ReportComparison.Name(id: $0.id, name: $0.name) }
        lost = old.filter { !later.contains(current($0.id)) }.map { ReportComparison.Name(id: $0.id, name: $0.name) }
    }
}
