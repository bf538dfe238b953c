import Taskt
import TasktSQLite

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RecordedInstallation {
    /// A fork that shows everything a run can show: results taken over, a task that is skipped, one that waited for its
    /// turn and had something to say, one whose error handler is at work.
    func fork(_ parent: DocumentID, as id: DocumentID) async throws {
        try await ledger.fork(parent, as: id, at: tick())
        let began = tick()
        let record = RunRecord(
            id: id.runID,
            workflow: DocumentAnalysis.id,
            outline: [
                "archive@1<-ingest", "eval@1<-parse,ingest", "fetch@1<-", "ingest@1<-", "parse@1<-fetch",
                "report@1<-eval",
            ],
            input: Data("{}".utf8),
            metadata: [:],
            createdAt: began,
            forkedFrom: parent.runID
        )
        let kept = Checkpoint(
            task: "fetch",
            attempt: 1,
            output: Data("{\"a\":1}".utf8),
            startedAt: began.advanced(by: .seconds(-30)),
            duration: .milliseconds(20)
        )
        let origin = "forked from \(parent.runID) at parse: request 1: a request of somebody"
        let start = [
            HistoryEvent(.runCreated, at: began, cause: origin),
            HistoryEvent(.taskReused, at: began, task: "fetch", attempt: 1),
        ]
        _ = try await store.create(record, events: start, checkpoints: [kept], term: term)
        let events = [
            HistoryEvent(.attemptStarted, at: tick(), task: "ingest", attempt: 1),
            HistoryEvent(.attemptCrashed, at: tick(), task: "ingest", attempt: 1),
            HistoryEvent(.runResumed, at: now),
            HistoryEvent(.attemptStarted, at: now, task: "ingest", attempt: 2),
            HistoryEvent(.attemptStarted, at: tick(), task: "parse", attempt: 1),
            HistoryEvent(.taskCompleted, at: tick(), task: "ingest", attempt: 2, duration: .milliseconds(1_250)),
            HistoryEvent(.taskSkipped, at: now, task: "archive", cause: "nothing to keep"),
            HistoryEvent(
                .attemptFailed,
                at: tick(),
                task: "parse",
                attempt: 1,
                duration: .seconds(3),
                failure: Self.failure
            ),
            HistoryEvent(.recoveryStarted, at: now, task: "parse", attempt: 1, failure: Self.failure),
        ]
        let ingested = Checkpoint(
            task: "ingest",
            attempt: 2,
            output: Data("{\"a\":1}".utf8),
            startedAt: began,
            duration: .milliseconds(1_250),
            queueWait: .milliseconds(40),
            warnings: ["Page 3 has no text."]
        )
        try await store.append(events, checkpoints: [ingested], at: 2, to: id.runID, term: term)
    }

    private static let failure = TaskFailure(
        task: "parse",
        attempt: 1,
        code: "release-unreadable",
        isTransient: false,
        message: "The release cannot be read."
    )
}
