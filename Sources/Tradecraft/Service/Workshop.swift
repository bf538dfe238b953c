import AttackKnowledge
import AttackReports
import DocumentText
import Inbox
import Logging
import Taskt
import TechniqueMapping

/// What workers share: how one document is taken from where it stands to where it ends.
///
/// Everything is decided from the document's row, so that the same call is right for a fresh document, for one that a
/// crash left anywhere, and for one that is tried again.
struct Workshop: Sendable {
    let engine: WorkflowEngine
    let ledger: Ledger
    let queue: WorkQueue
    let disposer: Disposer
    let scanner: InboxScanner
    let spool: SystemPath
    let disposal: Disposer.Disposal
    /// The outbox, where earlier reports are looked for.
    let outbox: SystemPath
    /// Whether originals go to a folder for each day.
    let sortsByDay: Bool
    /// Whether a document with the content of an earlier one is recorded as a duplicate.
    let recordsDuplicates: Bool
    let libraries: DomainLibraries
    let contents = ContentRegistry()
    let retry: RetryPolicy
    /// How often a document on the Web is asked for.
    let fetchAttempts: Int
    let environment: EngineEnvironment
    let logger: Logger
    let session: SessionTally
    let health: ServiceHealth

    /// Takes documents from the queue until the current task is cancelled.
    func work() async {
        while let id = await queue.next() {
            health.begin(id, at: environment.uptime())
            await process(id)
            health.end(id)
            if Task.isCancelled { return }
        }
    }

    private func process(_ id: DocumentID) async {
        var logger = logger
        logger[metadataKey: "document.id"] = "\(id)"
        logger[metadataKey: "run.id"] = "\(id.runID)"
        do {
            guard var record = try await ledger.document(id), record.state != .claiming else {
                queue.finish(id)
                return
            }
            if record.state == .claimed {
                let turn = try await turn(of: record, logger)
                if turn == .wait {
                    queue.delay(id)
                    return
                }
                var hasEnded = turn == .ended
                if !hasEnded { hasEnded = try await analyse(record, logger) }
                admitOthers(than: id)
                guard hasEnded else { return }
                guard let ended = try await ledger.document(id) else {
                    queue.finish(id)
                    return
                }
                record = ended
            }
            if !record.isDisposed { try await dispose(record) }
            session.forgetSetbacks(of: id)
            queue.finish(id)
        } catch {
            admitOthers(than: id)
            if Task.isCancelled { return }
            // The machine's trouble, not the document's: its row says where to go on.
            let setbacks = session.countSetback(of: id)
            let delay = retry.delay(afterFailures: setbacks, random: environment.jitter())
            logger.error("Document postponed", metadata: ["error": "\(error)", "delay": "\(delay)"])
            queue.delay(id, until: environment.uptime() + delay)
        }
    }

    /// Gives the documents their turn that waited for one with the same content.
    private func admitOthers(than id: DocumentID) {
        for waiting in contents.end(id) { queue.add(waiting) }
    }

    /// Runs the document's workflow and records its end; false where it has not ended.
    private func analyse(_ record: DocumentRecord, _ logger: Logger) async throws -> Bool {
        let started = environment.now()
        if record.retryAt != nil { try await ledger.begin(record.id) }
        let context: WorkflowContext
        do throws(TasktError) {
            if record.isStopAsked {
                try await end(record)
                context = try await engine.context(of: record.id.runID)
            } else {
                context = try await run(record)
            }
        } catch {
            switch error.code {
            case .interrupted: return false
            case .unknownRun:
                // It was stopped before its run was begun.
                try await reject(record, .cancelled, nil, started, logger)
                return true
            case .definitionChanged:
                let reason = "It was begun by another version of the software; drop it again. \(error)"
                try await reject(record, Rejection(code: "\(error.code)", reason: reason), nil, started, logger)
                return true
            default: throw error
            }
        }
        switch context.status {
        case .completed where context.skippedTasks.contains("eval"):
            return try await unpack(record, context, started, logger)
        case .completed:
            let results: Results
            do throws(TasktError) {
                results = try Results(context)
            } catch {
                let reason = "Its results were recorded by another version of the software; drop it again. \(error)"
                try await reject(record, Rejection(code: "\(error.code)", reason: reason), context, started, logger)
                return true
            }
            try await report(record, results, context, started, logger)
        case .cancelled: try await reject(record, .cancelled, context, started, logger)
        case .pending, .running, .failed:
            guard let failure = context.failure, failure.isOfTheMachine, !isGivenUp(record, failure) else {
                try await reject(record, Rejection(context.failure), context, started, logger)
                return true
            }
            try await postpone(record, failure, logger)
            return false
        }
        return true
    }

    private func run(_ record: DocumentRecord) async throws(TasktError) -> WorkflowContext {
        let id = record.id.runID
        if let cause = record.resumeCause {
            do throws(TasktError) {
                return try await engine.resume(id, cause: cause)
            } catch  where error.code == .unknownRun {
                // It was put aside before its run was begun.
            }
        }
        let request = DocumentRequest(document: record.id, name: record.path.description)
        return try await engine.execute(DocumentAnalysis.id, input: request, runID: id)
    }

    /// Whether a worker has the document's run, which is then stopped.
    func isDriving(_ id: DocumentID, stoppedBy cause: String) -> Bool {
        engine.stop(id.runID, cause: cause)
    }

    /// Ends the run of a document whose analysis is to stop.
    private func end(_ record: DocumentRecord) async throws(TasktError) {
        _ = try await engine.cancel(record.id.runID, cause: "asked by an operator")
    }

    /// Whether a document on the Web has been asked for often enough.
    private func isGivenUp(_ record: DocumentRecord, _ failure: TaskFailure) -> Bool {
        failure.code.rawValue.hasPrefix("fetch-") && record.deferrals + 1 >= fetchAttempts
    }

    private func postpone(_ record: DocumentRecord, _ failure: TaskFailure, _ logger: Logger) async throws {
        var delay = retry.delay(afterFailures: record.deferrals + 1, random: environment.jitter())
        if let time = try await ledger.document(record.id)?.notBefore {
            delay = max(delay, time.since(environment.now()))
        }
        try await ledger.postpone(
            record.id,
            code: failure.code.rawValue,
            reason: failure.message,
            until: environment.now().advanced(by: delay)
        )
        logger.warning(
            "Document waits for the machine",
            metadata: ["error.code": "\(failure.code)", "error": "\(failure.message)", "delay": "\(delay)"]
        )
        queue.delay(record.id, until: environment.uptime() + delay)
    }

    /// The recorded results that the report's row is made of.
    private struct Results {
        let evaluation: Evaluation
        let folder: ReportReference

        init(_ context: WorkflowContext) throws(TasktError) {
            evaluation = try context.result(of: "eval", as: Evaluation.self)
            folder = try context.result(of: "report", as: ReportReference.self)
        }
    }

    private func report(
        _ record: DocumentRecord,
        _ results: Results,
        _ context: WorkflowContext,
        _ started: Timestamp,
        _ logger: Logger
    ) async throws {
        let (evaluation, folder) = (results.evaluation, results.folder)
        // An earlier version of the software did not record when the report was made.
        let origin =
            folder.origin
            ?? ReportOrigin(
                time: environment.now(),
                documentVersion: nil,
                previousDocument: nil,
                marking: nil
            )
        var report = evaluation.report(on: record, origin)
        if let reviews = origin.reviews, !reviews.isEmpty {
            let mapper = try libraries.library(of: evaluation.knowledge.release).mapper(for: evaluation.knowledge)
            report = report.honouring(reviews, knowledge: mapper.knowledge)
        }
        let entry = ReportEntry(report, folder: folder.folder)
        let metric = measure(record, .reported, code: nil, context, started, evaluation, fsyncs: folder.fsyncs)
        try await ledger.report(record.id, entry, metric)
        try await followReviews(of: record.id, report, with: evaluation, origin)
        Failpoint.reportRecorded.reached()
        logger.notice(
            "Report published",
            metadata: [
                "document.path": "\(record.path)", "report.folder": "\(folder.folder)",
                "report.techniques": "\(entry.report.techniques.count)",
                "duration_ms": "\(metric.total.wholeMicroseconds / 1_000)",
            ]
        )
    }

    /// Takes in what analysts said while the report was being made: who says something later finds its row.
    func followReviews(
        of id: DocumentID,
        _ report: AttackReport,
        with evaluation: Evaluation,
        _ origin: ReportOrigin
    ) async throws {
        let reviews = try await ledger.reviews(on: id)
        guard reviews != origin.reviews ?? [] else { return }
        let mapper = try libraries.library(of: evaluation.knowledge.release).mapper(for: evaluation.knowledge)
        try await ledger.replaceMatches(of: id, by: report.honouring(reviews, knowledge: mapper.knowledge))
    }

    func reject(
        _ record: DocumentRecord,
        _ rejection: Rejection,
        _ context: WorkflowContext?,
        _ started: Timestamp,
        _ logger: Logger
    ) async throws {
        let metric = measure(record, .rejected, code: rejection.code, context, started, nil, fsyncs: 0)
        for member in try await ledger.forget(membersOf: record.id) {
            FileBytes.remove(spool.appending(member.fileName))
        }
        try await ledger.reject(record.id, code: rejection.code, reason: rejection.reason, metric)
        Failpoint.rejectRecorded.reached()
        logger.notice(
            "Document rejected",
            metadata: [
                "document.path": "\(record.path)", "error.code": "\(rejection.code)", "error": "\(rejection.reason)",
                "duration_ms": "\(metric.total.wholeMicroseconds / 1_000)",
            ]
        )
    }

    /// Takes the original out of the spool, or a refused entry out of the inbox.
    private func dispose(_ record: DocumentRecord) async throws {
        var kept: String?
        if let parent = record.forkedFrom { kept = try await ledger.document(parent)?.place }
        let outcome = await BlockingThread.run { [self, kept] in
            Result { () throws(InboxError) in try self.originalMoved(record, kept: kept) }
        }
        guard let outcome else {
            throw InboxError(.exhausted, during: "dispose", path: "\(record.path)", systemError: 0)
        }
        let (place, isLeft) = try outcome.get()
        Failpoint.disposedMoved.reached()
        try await ledger.dispose(record.id, place: place, isLeftInInbox: isLeft)
        Failpoint.disposedRecorded.reached()
        session.count(record.state)
    }

    /// Puts the original where it belongs, and says where that is; `kept` is where that of a fork's parent is.
    private func originalMoved(
        _ record: DocumentRecord,
        kept: String?
    ) throws(InboxError) -> (place: String?, isLeft: Bool) {
        let file = record.claimed(in: spool)
        if record.state == .reported, record.forkedFrom != nil {
            _ = try disposer.dispose(of: file, by: .delete)
            return (kept, false)
        }
        if [.reported, .unpacked, .duplicate].contains(record.state) {
            // What came out of another document is in that one; what came from the Web is nowhere else.
            let isKeptElsewhere = record.parent != nil && record.address == nil
            let disposal = isKeptElsewhere ? .delete : disposal
            let day = sortsByDay ? record.endedAt.flatMap { FileName($0.description.prefix(10)) } : nil
            let place = try disposer.dispose(of: file, by: disposal, into: day)?.description
            if disposal == .keep { return (scanner.root.appending(record.path).description, false) }
            return (place, false)
        }
        let reason = Rejection(record).file(for: record)
        if FileKind.isFile(file.path) {
            return (try disposer.reject(file, reason: reason).path?.description, false)
        }
        // Who keeps their files in the inbox keeps those as well.
        if disposal == .keep { return (nil, true) }
        // It was refused in the inbox and never claimed, unless a rejection before a crash has moved it already.
        let scan = try scanner.scan()
        if let entry = scan.entries.first(where: {
            $0.path == record.path && $0.identity.inode == record.identity.inode
        }) {
            let moved = try disposer.reject(entry, in: scanner.root, id: record.id.fileName, reason: reason)
            return (moved.path?.description, moved.remainsInInbox)
        }
        return (try disposer.reject(file, reason: reason).path?.description, false)
    }

    func measure(
        _ record: DocumentRecord,
        _ outcome: DocumentRecord.State,
        code: String?,
        _ context: WorkflowContext?,
        _ started: Timestamp,
        _ evaluation: Evaluation?,
        fsyncs: Int,
        _ mediaType: String? = nil
    ) -> RunMetric {
        let ended = environment.now()
        let attempts = context.map { context in
            // A fork has the results of another run, whose attempts they took.
            let own = context.results.values.filter { context.forkedFrom == nil || $0.startedAt >= context.startTime }
            return own.map(\.attempt).reduce(0, +) + context.errors.values.map(\.attempt).reduce(0, +)
        }
        return RunMetric(
            outcome: outcome,
            code: code,
            mediaType: evaluation?.text.mediaType ?? mediaType,
            bytes: record.identity.size,
            characters: evaluation?.text.characters ?? 0,
            techniques: evaluation?.findings.techniques.count ?? 0,
            fsyncs: fsyncs,
            attempts: attempts ?? 0,
            waited: started.since(record.seenAt),
            total: ended.since(record.seenAt),
            endedAt: ended,
            isPartial: evaluation?.text.isPartial ?? false
        )
    }
}
