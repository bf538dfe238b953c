import AttackKnowledge

/// What ATT&CK knows to do against the techniques of a report: names and ids, which the knowledge base has.
struct TechniqueMeasures {
    /// A mitigation or a detection strategy.
    struct Measure: Hashable {
        /// Its id, for instance `M1038` or `DET0023`.
        let id: String
        /// Its name.
        let name: String
        /// Its page on attack.mitre.org; `nil` when the id has not the form of one.
        let address: String?
    }

    private var mitigations: [TechniqueID: [Measure]] = [:]
    private var detections: [TechniqueID: [Measure]] = [:]

    /// Collects the measures against every technique of a report.
    init(report: AttackReport, knowledge: KnowledgeBase) {
        let wanted = Set(report.techniques.map(\.id))
        for id in wanted {
            let known = knowledge.technique(id)?.mitigations ?? []
            mitigations[id] = known.compactMap(knowledge.mitigation)
                .map { Measure(id: $0.id, name: $0.name, address: AttackLink.mitigation($0.id)) }
        }
        for strategy in knowledge.detectionStrategies {
            let measure = Measure(
                id: strategy.id,
                name: strategy.name,
                address: AttackLink.detectionStrategy(strategy.id)
            )
            for id in strategy.techniques where wanted.contains(id) {
                detections[id, default: []].append(measure)
            }
        }
    }

    /// The mitigations of a technique, in order of their ids.
    func mitigations(of technique: ReportedTechnique) -> [Measure] { mitigations[technique.id] ?? [] }

    /// The detection strategies of a technique, in order of their ids.
    func detections(of technique: ReportedTechnique) -> [Measure] { detections[technique.id] ?? [] }
}
