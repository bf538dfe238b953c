import Inbox
import Logging
import Taskt

/// Carries out what the command line asked for.
struct RequestDesk: Sendable {
    let workshop: Workshop
    let claimer: Claimer
    let logger: Logger

    /// Carries out every open request.
    func serve() async {
        do throws(StoreError) {
            for request in try await workshop.ledger.openRequests() {
                let outcome = await carryOut(request)
                try await workshop.ledger.finish(request, outcome: outcome, at: workshop.environment.now())
                logger.notice(
                    "Request carried out",
                    metadata: [
                        "request.kind": "\(request.kind.rawValue)", "document.id": "\(request.document)",
                        "outcome": "\(outcome)",
                    ]
                )
            }
        } catch {
            // The request stays open and is read again at the next ring, or at the next start.
            logger.warning("Request not carried out yet", metadata: ["error": "\(error)"])
        }
    }

    private func carryOut(_ request: OperatorRequest) async -> String {
        do {
            guard let record = try await workshop.ledger.document(request.document) else {
                return "no such document"
            }
            switch (request.kind, record.state) {
            case (.retry, .rejected):
                try Restorer(claimer: claimer).restore(record)
                try await workshop.ledger.reopen(record.id, cause: request.cause)
                workshop.queue.add(record.id)
                return "in work again"
            case (.retry, .claimed) where record.retryAt != nil:
                workshop.queue.add(record.id)
                return "in work again"
            case (.retry, .reported): return "it has a report; nothing to retry"
            case (.retry, _): return "it is in work; nothing to retry"
            case (.cancel, .claimed), (.cancel, .claiming):
                workshop.stops.insert(record.id)
                _ = workshop.engine.cancel(record.id.runID, cause: request.cause)
                workshop.queue.add(record.id)
                return "being cancelled"
            case (.cancel, _): return "it has ended; nothing to cancel"
            }
        } catch {
            return "failed: \(error)"
        }
    }
}

/// Brings a rejected original back into the spool.
struct Restorer {
    let claimer: Claimer

    /// Moves the original back from where the row says it is.
    ///
    /// - Throws: where it is no longer there.
    func restore(_ record: DocumentRecord) throws(InboxError) {
        let target = claimer.spool.appending(record.id.fileName)
        if FileKind.isFile(target) { return }
        guard let place = record.place, FileKind.isFile(SystemPath(place)) else {
            throw InboxError(
                .notFound,
                during: "bring back the original",
                path: record.place ?? "\(record.path)",
                systemError: 0
            )
        }
        try FileBytes.move(SystemPath(place), to: target)
        // A reason that stays behind says of a file that is gone why it was rejected: harmless.
        FileBytes.remove(SystemPath("\(place).reason.json"))
    }
}
