import Taskt

/// The task `parse`: the release's facts and model, parsed and trained once for each release.
struct ParseAgent: Sendable {
    let library: KnowledgeLibrary

    func run(_ context: TaskContext, _ release: ReleaseReference) async throws -> KnowledgeReference {
        try await library.knowledge(of: release)
    }
}
