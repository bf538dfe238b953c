import DocumentText
import Inbox
import Logging
import Taskt

/// Carries out what the command line asked for.
struct RequestDesk: Sendable {
    let workshop: Workshop
    let claimer: Claimer
    let logger: Logger

    /// Carries out every open request.
    ///
    /// One that fails for a passing reason stays open, and those behind it; it is read again at the next ring, at the
    /// next scan of the inbox, and at the next start.
    func serve() async {
        do {
            for request in try await workshop.ledger.openRequests() {
                let outcome = try await carryOut(request)
                try await workshop.ledger.finish(request.number, outcome, at: workshop.environment.now())
                var metadata: Logger.Metadata = [
                    "request.kind": "\(request.order.kind)", "outcome": "\(outcome.sentence)",
                ]
                if let document = request.order.document { metadata["document.id"] = "\(document)" }
                logger.notice("Request carried out", metadata: metadata)
            }
        } catch {
            logger.warning("Request not carried out yet", metadata: ["error": "\(error)"])
        }
    }

    private func carryOut(_ request: OperatorRequest) async throws -> OperatorRequest.Outcome {
        if case .prune(let retention) = request.order {
            let pruned = PruneFigures(try await workshop.engine.prune(retention))
            return OperatorRequest.Outcome(pruned.sentence, pruned: pruned)
        }
        guard let id = request.order.document, let record = try await workshop.ledger.document(id) else {
            return OperatorRequest.Outcome("failed: no such document")
        }
        return OperatorRequest.Outcome(try await carryOut(request, record))
    }

    private func carryOut(_ request: OperatorRequest, _ record: DocumentRecord) async throws -> String {
        switch (request.order, record.state) {
        case (.prune, _): preconditionFailure("request \(request.number) concerns no document")
        case (.delete(let id, let version), _):
            return try await ReportDeletion(ledger: workshop.ledger, outbox: workshop.outbox)
                .delete(id, version: version, request, at: workshop.environment.now())
        case (.fork(_, let task, let id), _): return try await fork(record, from: task, as: id, request)
        case (.retry, .rejected):
            guard record.isDisposed else { return "its original is being put away; ask again" }
            return try await retry(record, request)
        case (.retry, .claimed) where record.retryAt != nil:
            workshop.queue.add(record.id)
            return "in work again"
        case (.retry, .unpacked): return "it held documents; retry those"
        case (.retry, .duplicate): return "it is a duplicate; fork the document with the same content"
        case (.retry, .reported): return "it has a report; nothing to retry"
        case (.retry, _): return "it is in work; nothing to retry"
        case (.cancel, .claiming):
            try await workshop.ledger.askToStop(record.id)
            return "being cancelled"
        case (.cancel, .claimed):
            try await workshop.ledger.askToStop(record.id)
            if workshop.isDriving(record.id, stoppedBy: request.cause) { return "being cancelled" }
            workshop.queue.add(record.id)
            return "being cancelled"
        case (.cancel, _): return "it has ended; nothing to cancel"
        }
    }

    /// Brings a rejected original back into the spool, and the document back in work.
    private func retry(_ record: DocumentRecord, _ request: OperatorRequest) async throws -> String {
        let restored = await BlockingThread.run { [claimer] in
            Result { () throws(InboxError) in try Restorer(spool: claimer.spool).restore(record) }
        }
        guard let restored else {
            throw InboxError(.exhausted, during: "bring back", path: "\(record.path)", systemError: 0)
        }
        switch restored {
        case .success(true): break
        case .success(false): return "its original is no longer at \(record.place ?? "its place")"
        case .failure(let error):
            if error.isTransient { throw error }
            return "failed: \(error)"
        }
        let cause = "request \(request.number): \(request.cause)"
        try await workshop.ledger.reopen(record.id, cause: cause, at: workshop.environment.now())
        // A reason that stays behind after a crash tells of a file that is gone: harmless.
        if let place = record.place { FileBytes.remove(SystemPath(shown: "\(place).reason.json")) }
        workshop.queue.add(record.id)
        return "in work again"
    }
}

/// Brings a rejected original back into the spool.
struct Restorer {
    let spool: SystemPath

    /// Moves the original back from where the row says it is, across file systems too.
    ///
    /// Returns false where it is no longer there.
    func restore(_ record: DocumentRecord) throws(InboxError) -> Bool {
        if FileKind.isFile(spool.appending(record.id.fileName)) { return true }
        guard let place = record.place.map({ SystemPath(shown: $0) }), let name = place.name, FileKind.isFile(place)
        else {
            return false
        }
        let identity = try FileBytes.identity(place)
        let entry = ScannedEntry(path: RelativePath(name), identity: identity, verdict: .candidate)
        let outcome = try Claimer(inbox: place.parent, spool: spool).claim(entry, as: record.id.fileName)
        if case .claimed = outcome { return true }
        return false
    }
}
