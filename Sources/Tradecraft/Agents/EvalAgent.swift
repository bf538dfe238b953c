import DocumentText
import Taskt

/// The task `eval`: techniques, groups, software and campaigns, each with the sentences it rests on.
///
/// Where each document tells its domain, it is here that it is asked: the release that was used is part of the recorded result,
/// and the report is made from that. Very large texts are mapped in a process of their own.
struct EvalAgent: Sendable {
    let evaluator: DocumentEvaluator
    let process: EvaluationProcess
    let ledger: Ledger

    /// Texts with more characters than this have a process of their own.
    private static let largest = 1_000_000

    func run(
        _ context: TaskContext,
        _ knowledge: KnowledgeReference,
        _ ingestion: Ingestion
    ) async throws -> Evaluation {
        guard let text = ingestion.text else {
            preconditionFailure("the task is skipped where there is no text")
        }
        return try await evaluation(of: text, with: knowledge)
    }

    func run(
        _ context: TaskContext,
        _ knowledge: KnowledgeReference,
        _ text: TextReference
    ) async throws -> Evaluation {
        try await evaluation(of: text, with: knowledge)
    }

    private func evaluation(of text: TextReference, with knowledge: KnowledgeReference) async throws -> Evaluation {
        let order = EvaluationOrder(text: text, knowledge: knowledge)
        guard text.characters <= Self.largest else { return try await process.evaluation(order) }
        guard let body = try await ledger.text(of: text.document) else {
            throw AgentFailure(
                "text-missing",
                isTransient: false,
                "the text of \(text.document) is not in the database"
            )
        }
        return try await evaluator.evaluation(order, of: body)
    }
}
