import AttackKnowledge

extension LayerReport {
    /// The longest comment that stays readable in the Navigator's tooltip: three sentences, each cut.
    private static let sentencesPerComment = 3
    private static let sentenceLimit = 280

    /// One entry for each technique and tactic, in the order of ids and then of tactics.
    ///
    /// A technique that the release has retired without a successor has no cell in the matrix, and so no entry.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - knowledge: The release whose matrix it is.
    ///   - isWhole: Whether the techniques that did not match are entered too, switched off.
    /// - Returns: The entries.
    static func entries(for report: AttackReport, knowledge: KnowledgeBase, isWhole: Bool) -> [JSONValue] {
        let found = report.techniques.filter { knowledge.technique($0.id) != nil }
        var matched: Set<TechniqueID> = []
        var unfolded: [TechniqueID: [String]] = [:]
        for technique in found {
            matched.insert(technique.id)
            if let parent = technique.id.parent, unfolded[parent] == nil {
                unfolded[parent] = knowledge.technique(parent)?.tactics ?? technique.tactics
            }
        }
        var entries: [(id: TechniqueID, values: [JSONValue])] = found.map { technique in
            // A cell of a tactic that the matrix does not have would be shown nowhere, or refused.
            let tactics = technique.tactics.filter { knowledge.technique(technique.id)?.tactics.contains($0) ?? false }
            return (technique.id, values(for: technique, tactics: tactics, isUnfolded: unfolded[technique.id] != nil))
        }
        for (parent, tactics) in unfolded where !matched.contains(parent) {
            entries.append((parent, values(forUnmatched: parent, tactics: tactics, isUnfolded: true)))
        }
        if isWhole {
            for technique in knowledge.techniques
            where !matched.contains(technique.id) && unfolded[technique.id] == nil {
                entries.append((technique.id, values(forDisabled: technique)))
            }
        }
        if entries.isEmpty, let first = knowledge.techniques.first {
            // MITRE's client loses an empty list when it writes a layer back, and what reads that then finds no
            // techniques at all. An entry without a score or a comment shows nothing.
            entries.append(
                (first.id, values(forUnmatched: first.id, tactics: Array(first.tactics.prefix(1)), isUnfolded: false))
            )
        }
        return entries.sorted { $0.id < $1.id }.flatMap(\.values)
    }

    private static func values(
        for technique: ReportedTechnique,
        tactics: [String],
        isUnfolded: Bool
    ) -> [JSONValue] {
        let comment: JSONValue = .string(comment(on: technique))
        let metadata = metadata(of: technique)
        let cells: [String?] = tactics.isEmpty ? [nil] : tactics
        return cells.map { tactic in
            var members: [(key: String, value: JSONValue)] = [
                ("comment", comment),
                ("enabled", .boolean(true)),
                ("links", links(to: technique.id)),
                ("metadata", metadata),
                ("score", .integer(Score.hundredths(technique.score))),
                ("showSubtechniques", .boolean(isUnfolded)),
            ]
            if let tactic {
                members.append(("tactic", .string(tactic)))
            }
            members.append(("techniqueID", .string(technique.id.description)))
            return .object(members)
        }
    }

    private static func values(forUnmatched parent: TechniqueID, tactics: [String], isUnfolded: Bool) -> [JSONValue] {
        tactics.map { tactic in
            .object([
                ("techniqueID", .string(parent.description)),
                ("tactic", .string(tactic)),
                ("enabled", .boolean(true)),
                ("showSubtechniques", .boolean(isUnfolded)),
            ])
        }
    }

    private static func values(forDisabled technique: Technique) -> [JSONValue] {
        technique.tactics.map { tactic in
            .object([
                ("techniqueID", .string(technique.id.description)),
                ("tactic", .string(tactic)),
                ("enabled", .boolean(false)),
                ("showSubtechniques", .boolean(false)),
            ])
        }
    }

    private static func comment(on technique: ReportedTechnique) -> String {
        var lines = technique.evidence.prefix(sentencesPerComment)
            .map { evidence in
                let page = evidence.page.map { " (page \($0))" } ?? ""
                return "“\(InertText.line(evidence.text, limit: sentenceLimit))”\(page)"
            }
        let others = technique.evidence.count - lines.count
        if others > 0 {
            lines.append(others == 1 ? "One more sentence in the report." : "\(others) more sentences in the report.")
        }
        if let review = technique.review {
            lines.insert(review == .added ? "Added by an analyst." : "Accepted by an analyst.", at: 0)
        }
        return lines.joined(separator: "\n")
    }

    private static func metadata(of technique: ReportedTechnique) -> JSONValue {
        var facts = [
            ("confidence", technique.confidence.name),
            ("sentences", String(technique.evidence.count)),
        ]
        if let review = technique.review {
            facts.append(("review", review.rawValue))
        }
        let signals = EvidenceSignal.allCases.filter { signal in technique.evidence.contains { $0.signal == signal } }
        if !signals.isEmpty {
            facts.append(("why", signals.map(\.explanation).joined(separator: "; ")))
        }
        if !technique.replacedIDs.isEmpty {
            facts.append(
                ("written as", technique.replacedIDs.map { InertText.line($0, limit: 40) }.joined(separator: ", "))
            )
        }
        return .array(facts.map { .object([("name", .string($0.0)), ("value", .string($0.1))]) })
    }

    private static func links(to id: TechniqueID) -> JSONValue {
        guard let address = AttackLink.technique(id) else {
            return .array([])
        }
        return .array([.object([("label", .string("\(id) on attack.mitre.org")), ("url", .string(address))])])
    }
}
