import AttackKnowledge

/// The ATT&CK matrix with a report's matches in it.
struct AttackMatrix {
    /// One tactic and its techniques.
    struct Column {
        /// The tactic's name for people.
        let name: String
        /// The cells, matched or not; top-level techniques only.
        let cells: [Cell]

        /// How many techniques and sub-techniques matched.
        var matchCount: Int {
            cells.reduce(0) { $0 + ($1.score == nil ? 0 : 1) + $1.children.count }
        }
    }

    /// One technique in a column.
    struct Cell {
        /// The technique's id.
        let id: TechniqueID
        /// The technique's name.
        let name: String
        /// The score of its own match; `nil` when it has none.
        let score: Double?
        /// The matched sub-techniques, in order of id.
        let children: [Cell]

        /// The highest score in the cell, its sub-techniques' included; `nil` when nothing in it matched.
        var heat: Double? {
            children.reduce(score) { heat, child in max(heat ?? 0, child.score ?? 0) }
        }
    }

    /// The columns, in matrix order, and in each the techniques in order of their names, as MITRE shows them.
    let columns: [Column]

    /// The matched part: columns and techniques with a match only.
    static func matched(_ report: AttackReport, knowledge: KnowledgeBase, tactics: TacticNames) -> AttackMatrix {
        AttackMatrix(report: report, knowledge: knowledge, tactics: tactics, techniques: [:])
    }

    /// The whole matrix of the knowledge base.
    static func whole(_ report: AttackReport, knowledge: KnowledgeBase, tactics: TacticNames) -> AttackMatrix {
        var techniques: [String: [Technique]] = [:]
        for technique in knowledge.techniques where !technique.id.isSubTechnique {
            for tactic in technique.tactics {
                techniques[tactic, default: []].append(technique)
            }
        }
        return AttackMatrix(report: report, knowledge: knowledge, tactics: tactics, techniques: techniques)
    }

    private init(
        report: AttackReport,
        knowledge: KnowledgeBase,
        tactics: TacticNames,
        techniques: [String: [Technique]]
    ) {
        var own: [String: [Cell]] = [:]
        var children: [String: [TechniqueID: [Cell]]] = [:]
        for technique in report.techniques {
            let cell = Cell(id: technique.id, name: technique.name, score: technique.score, children: [])
            for tactic in technique.tactics {
                if let parent = technique.id.parent {
                    children[tactic, default: [:]][parent, default: []].append(cell)
                } else {
                    own[tactic, default: []].append(cell)
                }
            }
        }
        columns = tactics.entries.compactMap { tactic in
            let children = children[tactic.shortName] ?? [:]
            var scores: [TechniqueID: Double] = [:]
            var names: [TechniqueID: String] = [:]
            for technique in techniques[tactic.shortName] ?? [] {
                names[technique.id] = technique.name
            }
            for parent in children.keys where names[parent] == nil {
                names[parent] = knowledge.technique(parent)?.name ?? ""
            }
            for cell in own[tactic.shortName] ?? [] {
                names[cell.id] = cell.name
                scores[cell.id] = cell.score
            }
            guard !names.isEmpty else {
                return nil
            }
            let cells = names.map { id, name in
                Cell(id: id, name: name, score: scores[id], children: (children[id] ?? []).sorted { $0.id < $1.id })
            }
            return Column(
                name: tactic.name,
                cells: cells.sorted { $0.name == $1.name ? $0.id < $1.id : $0.name < $1.name }
            )
        }
    }
}
