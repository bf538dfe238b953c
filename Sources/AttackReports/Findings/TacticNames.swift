import AttackKnowledge

/// The tactics of a report's release in matrix order, by short name.
///
/// A report may name a tactic that the knowledge base at hand does not have, for instance when an old report is rendered
/// again; such a tactic comes after the others, named from its short name.
struct TacticNames {
    /// A tactic as a reader sees it.
    struct Entry: Hashable {
        /// The name that techniques use, for instance `initial-access`.
        let shortName: String
        /// The name for people, for instance `Initial Access`.
        let name: String
    }

    /// All tactics, in order.
    let entries: [Entry]
    private let positions: [String: Int]
    /// How many tactics the release has.
    let releaseCount: Int

    /// Collects the tactics of a knowledge base and those that only the report names.
    init(report: AttackReport, knowledge: KnowledgeBase) {
        var entries = knowledge.tactics.map { Entry(shortName: $0.shortName, name: $0.name) }
        releaseCount = entries.count
        let known = Set(entries.map(\.shortName))
        let others = Set(report.techniques.flatMap(\.tactics)).subtracting(known).sorted()
        entries += others.map { Entry(shortName: $0, name: Self.spelledOut($0)) }
        self.entries = entries
        positions = Dictionary(entries.indices.map { (entries[$0].shortName, $0) }) { first, _ in first }
    }

    /// The name of a tactic for people.
    func name(of shortName: String) -> String {
        positions[shortName].map { entries[$0].name } ?? Self.spelledOut(shortName)
    }

    /// The names of a technique's tactics for people, in the technique's own order.
    func names(of technique: ReportedTechnique) -> [String] {
        technique.tactics.map(name(of:))
    }

    private static func spelledOut(_ shortName: String) -> String {
        let words = InertText.line(shortName, limit: 80).split(separator: "-")
        return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }
}
