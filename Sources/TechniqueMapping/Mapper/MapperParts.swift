internal import AttackKnowledge

/// What a mapper is made of, behind one reference: a copy of a mapper then costs one retain, not twenty.
final class MapperParts: Sendable {
    let model: TechniqueModel
    let knowledge: KnowledgeBase
    let options: MappingOptions
    /// The model's classes in its order, then the techniques it does not score.
    let techniques: [Technique]
    let classIndex: [TechniqueID: Int]
    /// Whether each technique may be reported.
    let isAdmitted: [Bool]
    /// The names of retired techniques that nothing replaced; they are found by their written ids alone.
    let retired: [TechniqueID: String]
    let techniqueNames: TechniqueNameIndex
    let entities: EntityIndex
    /// Where techniques and families end among the model's classes.
    let groupEnds: [Int]
    let surroundings: ReportSurroundings

    init(_ model: TechniqueModel, _ knowledge: KnowledgeBase, _ options: MappingOptions) throws(MappingError) {
        var techniques: [Technique] = []
        var classIndex: [TechniqueID: Int] = [:]
        for (index, text) in model.classes.enumerated() {
            guard let id = TechniqueID(text), let technique = knowledge.technique(id) else {
                throw MappingError(.otherKnowledge, during: "check", "the knowledge base has no technique \(text)")
            }
            techniques.append(technique)
            classIndex[id] = index
        }
        // Techniques the model was not trained for are still found by their written ids.
        techniques += knowledge.techniques.filter { classIndex[$0.id] == nil }
        self.model = model
        self.knowledge = knowledge
        self.options = options
        self.techniques = techniques
        self.classIndex = classIndex
        isAdmitted = techniques.map(options.selection.admits)
        retired = Dictionary(
            uniqueKeysWithValues: knowledge.retired.filter { $0.replacement == nil && options.selection.admits($0.id) }
                .map { ($0.id, $0.name) }
        )
        techniqueNames = TechniqueNameIndex(knowledge, classIndex: classIndex)
        entities = EntityIndex(knowledge, NameGuard(ordinaryNames: model.tables.ordinaryNames))
        let count = model.classes.count
        groupEnds = model.familyCount > 0 ? [count, count + model.familyCount] : [count]
        var usage: SharedUse?
        if case .closed(let stage) = model.stage { usage = stage.usage }
        surroundings = ReportSurroundings(
            knowledge,
            classes: techniques.prefix(count).map(\.id),
            isAnnotated: model.tables.banks.prefix(count).map { $0 == 1 },
            usage: usage,
            ranksClasses: usage != nil
        )
    }

    /// The class that a written id counts for: the technique's own, or its parent's.
    func classCounting(_ id: TechniqueID) -> Int? { classIndex[id] ?? id.parent.flatMap { classIndex[$0] } }

    /// What a written id stands for: the technique in force, or the retired one itself when nothing replaced it.
    func inForce(_ id: TechniqueID) -> TechniqueID? {
        knowledge.current(id) ?? (retired[id] == nil ? nil : id)
    }
}
