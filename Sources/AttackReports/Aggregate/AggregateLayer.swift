package import AttackKnowledge

/// The writer of `aggregate-layer.json`: how many reports describe each technique, as a layer of the Navigator.
///
/// The score is the number of reports in hundredths of that of the most frequent technique, and 1 at least, so that
/// nothing that was seen looks as if it was not; the numbers themselves are in comment and metadata.
package enum AggregateLayer {
    /// The file's bytes.
    package static func bytes(for aggregate: ReportAggregate, knowledge: KnowledgeBase) -> [UInt8] {
        let layer = NavigatorLayer(
            name: aggregate.title,
            description: AggregateText.summary(of: aggregate),
            domain: aggregate.domain,
            majorVersion: String(aggregate.attack.prefix { $0 != "." }),
            techniques: entries(for: aggregate, knowledge),
            legend: legend(of: aggregate),
            metadata: metadata(of: aggregate)
        )
        return layer.document.bytes(capacity: 8192 + aggregate.techniques.count * 1024)
    }

    private static func legend(of aggregate: ReportAggregate) -> [JSONValue] {
        let most = aggregate.techniques.first?.reports ?? 0
        return [("#a8390f", most), ("#f4b678", (most + 1) / 2), ("#fdf0e0", min(most, 1))]
            .filter { $0.1 > 0 }
            .map { color, count in
                .object([("color", .string(color)), ("label", .string(Phrase.count(count, "report")))])
            }
    }

    private static func metadata(of aggregate: ReportAggregate) -> [(name: String, value: String)] {
        [
            ("reports", "\(aggregate.reports)"), ("first report", aggregate.firstReport ?? ""),
            ("last report", aggregate.lastReport ?? ""), ("attack", InertText.line(aggregate.attack)),
        ]
    }

    /// One entry for each technique and tactic, and for each parent of a sub-technique, which is unfolded.
    private static func entries(for aggregate: ReportAggregate, _ knowledge: KnowledgeBase) -> [JSONValue] {
        let found = aggregate.techniques.filter { knowledge.technique($0.id) != nil }
        let matched = Set(found.map(\.id))
        let parents = Set(found.compactMap(\.id.parent))
        var entries = found.map { technique in
            (
                id: technique.id,
                values: values(for: technique, in: aggregate, isUnfolded: parents.contains(technique.id))
            )
        }
        for parent in parents where !matched.contains(parent) {
            entries.append((parent, unmatched(parent, knowledge.technique(parent)?.tactics ?? [], isUnfolded: true)))
        }
        if entries.isEmpty, let first = knowledge.techniques.first {
            // As in a report's layer: MITRE's client loses an empty list.
            entries.append((first.id, unmatched(first.id, Array(first.tactics.prefix(1)), isUnfolded: false)))
        }
        return entries.sorted { $0.id < $1.id }.flatMap(\.values)
    }

    private static func values(
        for technique: ReportAggregate.Technique,
        in aggregate: ReportAggregate,
        isUnfolded: Bool
    ) -> [JSONValue] {
        let comment = AggregateText.sentence(on: technique, in: aggregate)
        let facts = [
            ("reports", "\(technique.reports)"), ("share", AggregateText.percent(technique.share)),
            ("highest confidence", "\(Score.hundredths(technique.maximum))"),
            ("mean confidence", "\(Score.hundredths(technique.mean))"), ("first seen", technique.firstSeen),
            ("last seen", technique.lastSeen),
        ]
        let links = AttackLink.technique(technique.id)
            .map { address in
                [
                    JSONValue.object([
                        ("label", .string("\(technique.id) on attack.mitre.org")), ("url", .string(address)),
                    ])
                ]
            }
        return technique.tactics.map { tactic in
            .object([
                ("comment", .string(comment)),
                ("enabled", .boolean(true)),
                ("links", .array(links ?? [])),
                ("metadata", .array(facts.map { .object([("name", .string($0.0)), ("value", .string($0.1))]) })),
                ("score", .integer(max(1, Score.hundredths(aggregate.heat(of: technique))))),
                ("showSubtechniques", .boolean(isUnfolded)),
                ("tactic", .string(tactic)),
                ("techniqueID", .string(technique.id.description)),
            ])
        }
    }

    private static func unmatched(_ id: TechniqueID, _ tactics: [String], isUnfolded: Bool) -> [JSONValue] {
        tactics.map { tactic in
            .object([
                ("techniqueID", .string(id.description)),
                ("tactic", .string(tactic)),
                ("enabled", .boolean(true)),
                ("showSubtechniques", .boolean(isUnfolded)),
            ])
        }
    }
}
