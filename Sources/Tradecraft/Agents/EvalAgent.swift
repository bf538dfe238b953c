import DocumentText
import Taskt

/// The task `eval`: techniques, groups, software and campaigns, each with the sentences it rests on.
struct EvalAgent: Sendable {
    let library: KnowledgeLibrary
    let ledger: Ledger

    func run(
        _ context: TaskContext,
        _ knowledge: KnowledgeReference,
        _ text: TextReference
    ) async throws -> Evaluation {
        guard let body = try await ledger.text(of: text.document) else {
            throw AgentFailure(
                "text-missing",
                isTransient: false,
                "the text of \(text.document) is not in the database"
            )
        }
        let mapper = try library.mapper(for: knowledge)
        let findings = await BlockingThread.run {
            Result { try FindingsBuilder(StoredText.decode(body)).findings(of: mapper) }
        }
        guard let findings else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        return Evaluation(text: text, knowledge: knowledge, findings: try findings.get())
    }
}
