import DocumentText
import Taskt

/// The task `eval`: techniques, groups, software and campaigns, each with the sentences it rests on.
///
/// Where each document tells its domain, it is here that it is asked: the release that was used is part of the recorded result,
/// and the report is made from that.
struct EvalAgent: Sendable {
    let libraries: DomainLibraries
    let ledger: Ledger

    func run(
        _ context: TaskContext,
        _ knowledge: KnowledgeReference,
        _ ingestion: Ingestion
    ) async throws -> Evaluation {
        guard let text = ingestion.text else {
            preconditionFailure("the task is skipped where there is no text")
        }
        guard let body = try await ledger.text(of: text.document) else {
            throw AgentFailure(
                "text-missing",
                isTransient: false,
                "the text of \(text.document) is not in the database"
            )
        }
        let document = try await onThread { try StoredText.decode(body) }
        let knowledge = try await libraries.knowledge(for: document.text, over: knowledge)
        let mapper = try libraries.library(of: knowledge.release).mapper(for: knowledge)
        let findings = try await onThread { FindingsBuilder(document).findings(of: mapper) }
        return Evaluation(text: text, knowledge: knowledge, findings: findings)
    }

    private func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard let result = await BlockingThread.run({ Result { try work() } }) else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        return try result.get()
    }
}
