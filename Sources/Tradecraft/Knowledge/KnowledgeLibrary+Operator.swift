import Logging
import Taskt
import TechniqueMapping

/// What an operator asks of the library.
extension KnowledgeLibrary {
    /// A library that logs nothing, for what is done at once.
    package convenience init(silently configuration: Configuration) {
        let silent = Logger(label: "tradecraft", factory: { _ in SwiftLogNoOpLogHandler() })
        self.init(configuration, now: EngineEnvironment.systemTime, logger: silent)
    }

    /// The release in force, with what its model is.
    package func status() throws -> KnowledgeReference { try reference(to: current()) }

    /// Asks the source at once, and puts in force what is new.
    package func update() async throws -> KnowledgeReference {
        guard let release = await refreshedNow() else { throw CancellationError() }
        return try await knowledge(of: release)
    }

    /// The model in force, in numbers.
    package func modelInfo() throws -> ModelInfo { ModelInfo(try mapper(for: status()).model) }
}
