import AttackKnowledge
import AttackReports
import GRDB
import Inbox
import Taskt
import TasktSQLite
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A state directory whose database was written as the daemon writes it: documents, runs, reports.
///
/// Time stands where the test puts it; a second passes with everything that is recorded.
final class RecordedInstallation {
    let folder: TemporaryFolder
    let state: StateFolder
    var ledger: Ledger
    let store: SQLiteWorkflowStore
    let term: OwnershipTerm
    private(set) var now = Timestamp(microseconds: 1_780_000_000_000_000)
    private var inode: UInt64 = 100
    private let opened: WorkflowDatabase

    init() async throws {
        folder = try TemporaryFolder()
        state = StateFolder(SystemPath("\(folder.path)/state"))
        try FileBytes.makeFolder(state.path)
        let database = try state.openDatabase()
        opened = database
        ledger = Ledger(database: database)
        store = SQLiteWorkflowStore(database)
        term = try await store.openTerm()
    }

    deinit {
        // All tests share one process, which may only have so many files open; the folder goes in any case.
        try? opened.close()
    }

    var database: QueryDatabase { get throws { try QueryDatabase(state) } }

    var configuration: Tradecraft.Configuration {
        var configuration = Tradecraft.Configuration()
        configuration.inbox = SystemPath("\(folder.path)/inbox")
        configuration.outbox = SystemPath("\(folder.path)/outbox")
        configuration.rejected = SystemPath("\(folder.path)/rejected")
        configuration.processed = SystemPath("\(folder.path)/processed")
        configuration.state = state.path
        return configuration
    }

    func tick() -> Timestamp {
        now = now.advanced(by: .seconds(1))
        return now
    }

    /// An id that begins like the name, as far as ids have its letters, and is filled with zeros.
    static func id(_ name: String) -> DocumentID {
        let lookalikes: [Character: Character] = ["i": "1", "l": "1", "o": "0", "u": "v"]
        let letters = (name + "000000000000").prefix(12).map { lookalikes[$0] ?? $0 }
        guard let id = DocumentID(rawValue: "d-" + String(letters)) else {
            preconditionFailure("\(name) has a letter that ids do not have")
        }
        return id
    }

    /// A claimed document.
    @discardableResult func claim(_ id: DocumentID, _ name: [UInt8]) async throws -> DocumentID {
        guard let path = RelativePath(bytes: name) else { preconditionFailure("\(name) is no path") }
        inode += 1
        let identity = FileIdentity(
            device: 7,
            inode: inode,
            size: 1_000,
            modified: FileTime(seconds: 10),
            changed: FileTime(seconds: 11)
        )
        let entry = ScannedEntry(path: path, identity: identity, verdict: .candidate)
        try await ledger.intend([(id: id, entry: entry)], at: tick())
        let file = ClaimedFile(
            id: id.fileName,
            path: state.spool.appending(id.fileName),
            original: path,
            identity: identity,
            transfer: .renamed
        )
        try await ledger.settle(claimed: [file], forgotten: [])
        return id
    }

    /// A document with a report.
    func report(_ id: DocumentID, _ name: String, techniques: [(String, Double)]) async throws {
        try await claim(id, Array(name.utf8))
        try await run(id, through: ["fetch", "parse", "ingest", "eval", "report"])
        let report = AttackReport(
            id: id.rawValue,
            generatedAt: "2026-05-28T20:26:40Z",
            toolVersion: TradecraftVersion.current,
            document: ReportDocument(
                name: name,
                sha256: String(repeating: "a", count: 64),
                size: 1,
                mediaType: "text/plain",
                title: "On \(name)"
            ),
            attack: ReportRelease(
                domain: .enterprise,
                version: "18.1",
                source: "embedded",
                sha256: String(repeating: "b", count: 64)
            ),
            model: ReportModel(hash: "00112233"),
            techniques: try techniques.map { technique, score in
                ReportedTechnique(
                    id: try #require(TechniqueID(technique)),
                    name: "Name of \(technique)",
                    tactics: ["execution"],
                    score: score,
                    evidence: [1, 2]
                        .map { number in
                            ReportEvidence(
                                start: number,
                                end: number + 1,
                                text: "Sentence \(number) on \(technique).",
                                score: score,
                                signal: .sentence
                            )
                        }
                )
            }
        )
        let entry = ReportEntry(report, folder: "\(name)--\(id.short)")
        try await ledger.report(
            id,
            entry,
            metric(.reported, code: nil, techniques: techniques.count, total: .seconds(3))
        )
        try await ledger.dispose(id, place: "processed/\(name)")
    }

    /// A document without one.
    func reject(_ id: DocumentID, _ name: String, code: String = "encrypted", _ reason: String) async throws {
        try await claim(id, Array(name.utf8))
        try await run(id, through: ["fetch"], failing: "ingest", code: FailureCode(rawValue: code), reason)
        try await ledger.reject(
            id,
            code: code,
            reason: reason,
            metric(.rejected, code: code, techniques: 0, total: .seconds(1))
        )
        try await ledger.dispose(id, place: "rejected/\(name)")
    }

    /// Records a run as far as it has come.
    func run(
        _ id: DocumentID,
        through tasks: [TaskName],
        failing failed: TaskName? = nil,
        code: FailureCode = "encrypted",
        _ message: String = "",
        underway: [TaskName] = []
    ) async throws {
        let began = tick()
        let record = RunRecord(
            id: id.runID,
            workflow: DocumentAnalysis.id,
            outline: ["eval@1<-parse,ingest", "fetch@1<-", "ingest@1<-", "parse@1<-fetch", "report@1<-eval"],
            input: Data("{}".utf8),
            metadata: [:],
            createdAt: began
        )
        _ = try await store.create(record, events: [HistoryEvent(.runCreated, at: began)], term: term)
        var events: [HistoryEvent] = []
        var checkpoints: [Checkpoint] = []
        for task in tasks {
            let start = tick()
            let took = Duration.milliseconds(20)
            events.append(HistoryEvent(.attemptStarted, at: start, task: task, attempt: 1))
            events.append(
                HistoryEvent(.taskCompleted, at: start.advanced(by: took), task: task, attempt: 1, duration: took)
            )
            checkpoints.append(
                Checkpoint(task: task, attempt: 1, output: Data("{\"a\":1}".utf8), startedAt: start, duration: took)
            )
        }
        for task in underway { events.append(HistoryEvent(.attemptStarted, at: tick(), task: task, attempt: 1)) }
        if let failed {
            let failure = TaskFailure(task: failed, attempt: 1, code: code, isTransient: false, message: message)
            events.append(HistoryEvent(.attemptStarted, at: tick(), task: failed, attempt: 1))
            events.append(HistoryEvent(.attemptFailed, at: tick(), task: failed, attempt: 1, failure: failure))
            events.append(HistoryEvent(.taskFailed, at: now, task: failed, attempt: 1, failure: failure))
            events.append(HistoryEvent(.runFailed, at: now, failure: failure))
        } else if underway.isEmpty {
            events.append(HistoryEvent(.runCompleted, at: tick()))
        }
        try await store.append(events, checkpoints: checkpoints, at: 1, to: id.runID, term: term)
    }

    private func metric(
        _ outcome: DocumentRecord.State,
        code: String?,
        techniques: Int,
        total: Duration
    ) -> RunMetric {
        RunMetric(
            outcome: outcome,
            code: code,
            mediaType: outcome == .reported ? "text/plain" : nil,
            bytes: 1_000,
            characters: outcome == .reported ? 900 : 0,
            techniques: techniques,
            fsyncs: outcome == .reported ? 8 : 0,
            attempts: outcome == .reported ? 5 : 2,
            waited: .milliseconds(2),
            total: total,
            endedAt: tick(),
            isPartial: false
        )
    }
}
