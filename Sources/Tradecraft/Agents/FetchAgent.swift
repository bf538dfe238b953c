import Taskt

/// The task `fetch`: which release of ATT&CK is in force.
struct FetchAgent: Sendable {
    let library: KnowledgeLibrary

    func run(_ context: TaskContext, _ request: some Sendable) async throws -> ReleaseReference {
        guard let release = await library.refreshed() else { throw CancellationError() }
        guard !release.sha256.isEmpty else {
            throw AgentFailure("release-unreadable", isTransient: true, release.notice ?? "no release can be read")
        }
        return release
    }
}
