public import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What every `WorkflowStore` must do, as checks that any adapter's tests can run.
///
/// ```swift
/// @Test(arguments: StoreConformance.checks)
/// func theStoreConforms(check: StoreConformance.Check) async throws {
///     try await check.run(makeStore())
/// }
/// ```
public enum StoreConformance {
    /// One behaviour.
    public struct Check: Sendable, CustomStringConvertible {
        /// What holds, as a sentence.
        public let description: String
        /// Checks a fresh, empty store.
        ///
        /// - Throws: ``Violation``, or the store's own error.
        public let run: @Sendable (any WorkflowStore) async throws -> Void
    }

    /// A behaviour that does not hold.
    public struct Violation: Error, CustomStringConvertible {
        /// What was expected and what was found.
        public let description: String
    }

    /// All the checks.
    public static let checks: [Check] = [
        Check(description: "each term is later than the one before") { store in
            let (first, second) = (try await store.openTerm(), try await store.openTerm())
            try expect(first < second, "expected \(second) after \(first)")
        },
        Check(description: "a run is created once, and reads back whole") { store in
            let term = try await store.openTerm()
            try await expect(store.create(run("a"), events: begun, term: term), "the first create was refused")
            try await expect(!store.create(run("a"), events: begun, term: term), "the second create was not refused")
            let stored = try await store.run("a")
            let expected = StoredRun(record: run("a"), status: .running, checkpoints: [], history: begun)
            try expect(stored == expected, "expected \(expected), found \(String(describing: stored))")
        },
        Check(description: "an unknown run reads as nil, and cannot be adopted or written to") { store in
            let term = try await store.openTerm()
            try await expect(store.run("nobody") == nil, "found a run that was never created")
            try await refuses(.unknownRun) { () async throws(StoreError) in
                _ = try await store.adopt("nobody", term: term)
            }

            try await refuses(.unknownRun) { () async throws(StoreError) in
                try await store.append(done, checkpoints: [result], at: 0, to: "nobody", term: term)
            }

        },
        Check(description: "events and checkpoints are appended together, in order") { store in
            let term = try await store.openTerm()
            _ = try await store.create(run("a"), events: begun, term: term)
            try await store.append(done, checkpoints: [result], at: begun.count, to: "a", term: term)
            let stored = try await store.run("a")
            try expect(stored?.history == begun + done, "the history is \(String(describing: stored?.history))")
            try expect(stored?.checkpoints == [result], "the results are \(String(describing: stored?.checkpoints))")
            try expect(stored?.status == .completed, "the status is \(String(describing: stored?.status))")
        },
        Check(description: "a repeated append changes nothing and succeeds") { store in
            let term = try await store.openTerm()
            _ = try await store.create(run("a"), events: begun, term: term)
            try await store.append(done, checkpoints: [result], at: begun.count, to: "a", term: term)
            try await store.append(done, checkpoints: [result], at: begun.count, to: "a", term: term)
            let stored = try await store.run("a")
            try expect(stored?.history == begun + done, "the history is \(String(describing: stored?.history))")
            try expect(stored?.checkpoints == [result], "the results are \(String(describing: stored?.checkpoints))")
        },
        Check(description: "an append at a wrong position is refused and leaves nothing behind") { store in
            let term = try await store.openTerm()
            _ = try await store.create(run("a"), events: begun, term: term)
            try await refuses(.conflict) { () async throws(StoreError) in
                try await store.append(done, checkpoints: [result], at: 7, to: "a", term: term)
            }

            let stored = try await store.run("a")
            try expect(stored?.history == begun, "the history is \(String(describing: stored?.history))")
            try expect(stored?.checkpoints == [], "the results are \(String(describing: stored?.checkpoints))")
        },
        Check(description: "a later term takes a run over from a dead one only, which can then write no more") {
            store in
            let old = try await store.openTerm()
            _ = try await store.create(run("a"), events: begun, term: old)
            let new = try await store.openTerm()
            try await refuses(.leaseHeld) { () async throws(StoreError) in _ = try await store.adopt("a", term: new) }

            store.closeTerm(old)
            let adopted = try await store.adopt("a", term: new)
            try expect(adopted.history == begun, "the adopted history is \(adopted.history)")
            try await refuses(.leaseLost) { () async throws(StoreError) in
                try await store.append(done, checkpoints: [result], at: begun.count, to: "a", term: old)
            }

            try await refuses(.leaseHeld) { () async throws(StoreError) in _ = try await store.adopt("a", term: old) }

            try await store.append(done, checkpoints: [result], at: begun.count, to: "a", term: new)
        },
        Check(description: "unfinished runs are listed oldest first, and ended ones are not") { store in
            let term = try await store.openTerm()
            for id: RunID in ["b", "a", "c"] { _ = try await store.create(run(id), events: begun, term: term) }
            try await store.append(done, checkpoints: [result], at: begun.count, to: "a", term: term)
            let unfinished = try await store.unfinishedRuns()
            try expect(unfinished == ["b", "c"], "expected b, c; found \(unfinished)")
        },
    ]

    private static let start = Timestamp(microseconds: 1_700_000_000_000_000)

    private static let begun = [
        HistoryEvent(.runCreated, at: start),
        HistoryEvent(.attemptStarted, at: start, task: "only", attempt: 1),
    ]

    private static let done = [
        HistoryEvent(.taskCompleted, at: start, task: "only", attempt: 1, duration: .milliseconds(5)),
        HistoryEvent(.runCompleted, at: start),
    ]

    private static let result = Checkpoint(
        task: "only",
        attempt: 1,
        output: Data(#"{"kept":"as it is"}"#.utf8),
        startedAt: start,
        duration: .milliseconds(5)
    )

    private static func run(_ id: RunID) -> RunRecord {
        RunRecord(
            id: id,
            workflow: "example",
            outline: ["only@1<-"],
            input: Data("42".utf8),
            metadata: ["name": "a name\u{0}with a NUL"],
            createdAt: start
        )
    }

    private static func expect(_ holds: Bool, _ otherwise: String) throws(Violation) {
        guard holds else { throw Violation(description: otherwise) }
    }

    private static func refuses(
        _ code: StoreError.Code,
        _ body: () async throws(StoreError) -> Void
    ) async throws(Violation) {
        do throws(StoreError) {
            try await body()
        } catch {
            guard error.code == code else { throw Violation(description: "expected \(code), found \(error)") }
            return
        }
        throw Violation(description: "expected \(code), found success")
    }
}
