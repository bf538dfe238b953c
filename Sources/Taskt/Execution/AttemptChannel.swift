import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a body and the engine tell each other during an attempt.
final class AttemptChannel: Sendable {
    private struct State {
        var warnings: [String] = []
        var beats = 0
        var isClosed = false
    }

    /// How many warnings of one attempt are kept; each is cut to ``TaskFailure/messageLimit`` characters.
    static let warningLimit = 100

    private let state = Mutex(State())
    private let record: @Sendable (Data) async throws -> Void
    /// What the task last said of its progress, in this attempt or an earlier one, when this attempt began.
    let progress: TaskProgress?

    init(progress: TaskProgress? = nil, record: @escaping @Sendable (Data) async throws -> Void = { _ in }) {
        self.progress = progress
        self.record = record
    }

    var warnings: [String] { state.withLock(\.warnings) }

    /// How often the body gave a sign of life.
    var beats: Int { state.withLock(\.beats) }

    /// Whether the attempt's outcome is no longer wanted.
    var isClosed: Bool { state.withLock(\.isClosed) }

    func warn(_ text: String) {
        state.withLock { state in
            guard state.warnings.count < Self.warningLimit else { return }
            let limit = TaskFailure.messageLimit
            state.warnings.append(text.count > limit ? String(text.prefix(limit)) + "…" : text)
        }
    }

    func beat() throws {
        try state.withLock { state in
            if state.isClosed { throw CancellationError() }
            state.beats += 1
        }
    }

    func beat(_ detail: Data) async throws {
        try beat()
        try await record(detail)
        // What was recorded while the attempt was being given up is not acknowledged.
        if isClosed { throw CancellationError() }
    }

    func close() { state.withLock { $0.isClosed = true } }
}
