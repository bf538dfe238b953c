import DocumentText
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Maps a kept text in this process.
struct DocumentEvaluator: Sendable {
    let libraries: DomainLibraries

    /// The evaluation of a text.
    ///
    /// - Parameters:
    ///   - order: what the text is, and what it is mapped with.
    ///   - body: the text as it is kept.
    /// - Returns: the findings, with the release that they were made with.
    /// - Throws: `AgentFailure`, or what kept the text from being read.
    func evaluation(_ order: EvaluationOrder, of body: Data) async throws -> Evaluation {
        let document = try await BlockingThread.value { try StoredText.decode(body) }
        let knowledge = try await libraries.knowledge(for: document.text, over: order.knowledge)
        let mapper = try libraries.library(of: knowledge.release).mapper(for: knowledge)
        let findings = try await BlockingThread.value { FindingsBuilder(document).findings(of: mapper) }
        return Evaluation(text: order.text, knowledge: knowledge, findings: findings)
    }
}
