package import AttackKnowledge

/// Maps texts to ATT&CK.
///
/// Immutable, so that any number of threads may share one.
package struct TechniqueMapper: Sendable {
    private let parts: MapperParts

    /// The model in use.
    package var model: TechniqueModel { parts.model }
    /// The knowledge base in use.
    package var knowledge: KnowledgeBase { parts.knowledge }
    /// How texts are mapped.
    package var options: MappingOptions { parts.options }

    /// Puts a model and its knowledge base together.
    ///
    /// - Throws: `otherKnowledge` when the model was trained for another knowledge base.
    package init(
        model: TechniqueModel,
        knowledge: KnowledgeBase,
        options: MappingOptions = MappingOptions()
    ) throws(MappingError) {
        try model.check(knowledge)
        parts = try MapperParts(model, knowledge, options)
    }

    /// Maps one text.
    ///
    /// The time is linear in the text, whatever it holds. The result depends on nothing but the text, the model, the
    /// knowledge base and the options.
    package func map(_ text: String) -> Mapping {
        var text = text
        return text.withUTF8 { bytes in
            var reading = DocumentReading(parts, bytes)
            reading.read()
            var mapping = reading.mapping(reading.reportScores())
            if parts.options.detail == .full { mapping.add(IndicatorScanner.scan(bytes)) }
            return mapping
        }
    }

    /// Maps one sentence by itself: the scores are those of a sentence, and so is the cut.
    package func mapSentence(_ sentence: String) -> Mapping {
        var sentence = sentence
        return sentence.withUTF8 { bytes in
            var reading = DocumentReading(parts, bytes)
            reading.readAsSentence()
            return reading.mapping(reading.sentenceScores())
        }
    }
}
