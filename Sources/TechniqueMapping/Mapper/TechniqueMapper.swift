package import AttackKnowledge

/// Maps texts to ATT&CK.
///
/// Immutable, so that any number of threads may share one.
package struct TechniqueMapper: Sendable {
    /// The model in use.
    package let model: TechniqueModel
    /// The knowledge base in use.
    package let knowledge: KnowledgeBase
    /// How texts are mapped.
    package let options: MappingOptions

    /// The model's classes in its order, then the techniques it does not score.
    let techniques: [Technique]
    let classIndex: [TechniqueID: Int]
    /// The names of retired techniques that nothing replaced; they are found by their written ids alone.
    let retired: [TechniqueID: String]
    let techniqueNames: TechniqueNameIndex
    let entities: EntityIndex

    /// Puts a model and its knowledge base together.
    ///
    /// - Throws: `otherKnowledge` when the model was trained for another knowledge base.
    package init(
        model: TechniqueModel,
        knowledge: KnowledgeBase,
        options: MappingOptions = MappingOptions()
    ) throws(MappingError) {
        try model.check(knowledge)
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
        retired = Dictionary(
            uniqueKeysWithValues: knowledge.retired.filter { $0.replacement == nil }.map { ($0.id, $0.name) }
        )
        self.classIndex = classIndex
        techniqueNames = TechniqueNameIndex(knowledge, classIndex: classIndex)
        entities = EntityIndex(knowledge, NameGuard(ordinaryNames: model.tables.ordinaryNames))
    }

    /// What a written id stands for: the technique in force, or the retired one itself when nothing replaced it.
    func inForce(_ id: TechniqueID) -> TechniqueID? {
        knowledge.current(id) ?? (retired[id] == nil ? nil : id)
    }

    /// Maps one text.
    ///
    /// The time is linear in the text, whatever it holds. The result depends on nothing but the text, the model, the
    /// knowledge base and the options.
    package func map(_ text: String) -> Mapping {
        var text = text
        return text.withUTF8 { bytes in
            var reading = DocumentReading(self, bytes)
            reading.read()
            return reading.mapping()
        }
    }
}
