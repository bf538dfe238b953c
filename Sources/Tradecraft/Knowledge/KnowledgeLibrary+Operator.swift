import TechniqueMapping

/// What an operator asks of the library.
extension KnowledgeLibrary {
    /// The release in force, with what its model is.
    package func status() throws -> KnowledgeReference { try reference(to: current()) }

    /// Asks the source at once, and puts in force what is new.
    package func update() async throws -> KnowledgeReference { try await knowledge(of: refreshedNow()) }

    /// The model in force, in numbers.
    package func modelInfo() throws -> ModelInfo { ModelInfo(try mapper(for: status()).model) }
}
