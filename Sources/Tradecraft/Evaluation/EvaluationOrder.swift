/// What an evaluation needs: where the text is kept, and what it is mapped with.
package struct EvaluationOrder: Codable, Sendable {
    /// The text.
    package let text: TextReference
    /// The release at hand and its model.
    package let knowledge: KnowledgeReference
}
