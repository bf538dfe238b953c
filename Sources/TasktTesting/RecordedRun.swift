public import Taskt

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A run that was recorded once and is replayed by every later version.
///
/// ```swift
/// let run = try RecordedRun(json: fixture)  // kept since version 1.0
/// let context = try booking.replay(run.stored)  // throws where an upgrade broke it
/// ```
public struct RecordedRun: Sendable {
    /// The run.
    public let stored: StoredRun

    /// Takes a run from a store.
    ///
    /// - Throws: `unknownRun`, or the store's own error.
    public init(_ id: RunID, from store: any WorkflowStore) async throws(StoreError) {
        guard let run = try await store.run(id) else { throw StoreError(.unknownRun, during: "record run", runID: id) }
        stored = run
    }

    /// Reads a recording.
    ///
    /// - Throws: `DecodingError` where it is none.
    public init(json: Data) throws {
        stored = try JSONDecoder().decode(StoredRun.self, from: json)
    }

    private init(_ stored: StoredRun) { self.stored = stored }

    /// The run as the end of its process behind the first `count` events of its history would have left it.
    ///
    /// For sweeps: restored to a fresh store, every such cut must come to the end that the whole run came to.
    public func cut(behind count: Int) -> RecordedRun {
        let history = Array(stored.history.prefix(count))
        let recorded = Set(history.filter { $0.kind == .taskCompleted || $0.kind == .taskReused }.compactMap(\.task))
        return RecordedRun(
            StoredRun(
                record: stored.record,
                status: history.compactMap(\.resultingStatus).last ?? .pending,
                checkpoints: stored.checkpoints.filter { recorded.contains($0.task) },
                history: history,
                progress: stored.progress
            )
        )
    }

    /// The recording, the same bytes for the same run.
    ///
    /// - Throws: nothing in practice: all parts of a run have a form in JSON.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return try encoder.encode(stored)
    }

    /// Puts the run into an empty store, for an engine to go on with; nobody owns it.
    ///
    /// - Throws: the store's own error.
    public func restore(to store: any WorkflowStore) async throws(StoreError) {
        let term = try await store.openTerm()
        defer { store.closeTerm(term) }
        _ = try await store.create(stored.record, events: stored.history, checkpoints: stored.checkpoints, term: term)
        for progress in stored.progress {
            try await store.recordProgress(progress, of: stored.record.id, term: term)
        }
    }
}
