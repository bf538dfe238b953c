import Synchronization

/// The runs that this engine is driving now: at most one driver a run, and any number of callers that wait for it.
final class InFlightRuns: Sendable {
    typealias Outcome = Result<WorkflowContext, TasktError>

    private struct Entry {
        let cancellation: AsyncStream<String>.Continuation
        var waiters: [CheckedContinuation<Outcome?, Never>] = []
    }

    private let entries = Mutex<[RunID: Entry]>([:])

    /// Drives a run with `body`, or waits for the driver that is there already.
    ///
    /// `body` gets the stream on which a request to cancel arrives, as its cause.
    func drive(
        _ id: RunID,
        _ body: (AsyncStream<String>) async throws(TasktError) -> WorkflowContext
    ) async throws(TasktError) -> WorkflowContext {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingOldest(1))
        let isDriver = entries.withLock { entries in
            guard entries[id] == nil else { return false }
            entries[id] = Entry(cancellation: continuation)
            return true
        }
        guard isDriver else { return try await join(id, body) }
        let outcome: Outcome
        do throws(TasktError) { outcome = .success(try await body(stream)) } catch { outcome = .failure(error) }
        continuation.finish()
        let waiters = entries.withLock { $0.removeValue(forKey: id)?.waiters ?? [] }
        for waiter in waiters { waiter.resume(returning: outcome) }
        return try outcome.get()
    }

    /// Asks the driver of a run to cancel it; false where no one drives it.
    func cancel(_ id: RunID, cause: String) -> Bool {
        entries.withLock { entries in
            guard let entry = entries[id] else { return false }
            entry.cancellation.yield(cause)
            return true
        }
    }

    private func join(
        _ id: RunID,
        _ body: (AsyncStream<String>) async throws(TasktError) -> WorkflowContext
    ) async throws(TasktError) -> WorkflowContext {
        let outcome: Outcome? = await withCheckedContinuation { waiter in
            let isGone = entries.withLock { entries in
                guard entries[id] != nil else { return true }
                entries[id]?.waiters.append(waiter)
                return false
            }
            if isGone { waiter.resume(returning: nil) }
        }
        // The driver ended between the two looks: this caller drives.
        guard let outcome else { return try await drive(id, body) }
        return try outcome.get()
    }
}
