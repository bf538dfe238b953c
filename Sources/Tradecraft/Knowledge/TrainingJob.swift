import DocumentText
package import Inbox
import Taskt
import TechniqueMapping

/// Training of a model from files, as the command line asks for it.
package struct TrainingJob: Sendable {
    private let input: TrainingInput
    private let output: SystemPath

    /// A job.
    ///
    /// - Parameters:
    ///   - input: what the model is trained from.
    ///   - output: the model file to write.
    package init(_ input: TrainingInput, output: SystemPath) {
        self.input = input
        self.output = output
    }

    /// Trains the model and writes it, whole or not at all.
    package func run() async throws -> ModelInfo {
        let outcome = await BlockingThread.run { [self] in Result { try runBlocking() } }
        guard let outcome else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        return try outcome.get()
    }

    private func runBlocking() throws -> ModelInfo {
        let bytes = try input.read().train()
        return try AgentFailure.classifying {
            let model = try TechniqueModel(bytes: bytes)
            try FileBytes.replace(output, with: bytes)
            return ModelInfo(model)
        }
    }
}
