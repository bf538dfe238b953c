package import Logging
import Taskt

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// The other side of an evaluation in a process of its own.
package enum StoredEvaluation {
    /// Carries out an order.
    ///
    /// - Parameters:
    ///   - order: an ``EvaluationOrder`` as JSON.
    ///   - configuration: the settings of the daemon that gave it.
    ///   - logger: where the release's library logs.
    /// - Returns: the evaluation as JSON.
    /// - Throws: `AgentFailure` or ``StartupError``, for the program's exit code.
    package static func run(_ order: Data, _ configuration: Configuration, logger: Logger) async throws -> Data {
        let order = try JSONDecoder().decode(EvaluationOrder.self, from: order)
        let id = order.text.document
        let body = try QueryDatabase(StateFolder(configuration.state)).keptText(of: id)
        guard let body else {
            throw AgentFailure("text-missing", isTransient: false, "the text of \(id) is not in the database")
        }
        let libraries = try DomainLibraries(configuration, now: EngineEnvironment.systemTime, logger: logger)
        let evaluation = try await DocumentEvaluator(libraries: libraries).evaluation(order, of: body)
        return try JSONEncoder().encode(evaluation)
    }
}
