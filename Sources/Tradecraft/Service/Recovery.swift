import Inbox
import Logging
import Taskt

/// Takes up what an earlier process left: claims half made, documents in work, originals not yet disposed of.
struct Recovery {
    let workshop: Workshop
    let claimer: Claimer
    let logger: Logger
    /// The folder of the inbox whose documents go first.
    let urgentFolder: FileName?

    private func lane(of record: DocumentRecord) -> WorkQueue.Lane {
        WorkQueue.Lane(size: record.identity.size, isUrgent: record.path.isUrgent(in: urgentFolder))
    }

    /// Brings every open document back to where it can go on.
    ///
    /// Returns the claims that could not be ended for a passing reason; the intake repeats them.
    func run() async throws -> [(id: DocumentID, entry: ScannedEntry)] {
        var unfinished: [(id: DocumentID, entry: ScannedEntry)] = []
        let now = workshop.environment.now()
        // A copy in the spool for a fork that is not on record yet: the request is carried out again.
        var known = Set(try await workshop.ledger.openRequests().compactMap { $0.order.newDocument?.fileName })
        var resumed = 0
        for record in try await workshop.ledger.open() {
            known.insert(record.id.fileName)
            // The files of a container's members are put into the spool by the run that found them.
            if record.state == .claiming, record.parent != nil { continue }
            if record.state == .claiming {
                do {
                    guard try await finishClaim(record) else { continue }
                } catch let error as InboxError {
                    logger.warning("Document not claimed yet", metadata: ["error": "\(error)"])
                    unfinished.append((record.id, record.entry))
                    continue
                }
            }
            resumed += 1
            if let due = record.retryAt, record.state == .claimed, due > now {
                let delay = min(due.since(now), workshop.retry.maximumDelay)
                workshop.queue.delay(record.id, lane(of: record), until: workshop.environment.uptime() + delay)
            } else {
                workshop.queue.add(record.id, lane(of: record))
            }
        }
        for name in try claimer.claimedIDs() where !known.contains(name) {
            try await adopt(name)
            resumed += 1
        }
        if resumed > 0 { logger.notice("Documents taken up again", metadata: ["count": "\(resumed)"]) }
        return unfinished
    }

    /// Repeats a claim that a crash cut short; false where there is nothing to claim any more.
    private func finishClaim(_ record: DocumentRecord) async throws -> Bool {
        let outcome = try claimer.claim(record.entry, as: record.id.fileName)
        guard case .claimed(let file) = outcome else {
            try await workshop.ledger.settle(claimed: [], forgotten: [record.id])
            return false
        }
        try await workshop.ledger.settle(claimed: [file], forgotten: [])
        return true
    }

    /// Takes in a file of the spool that the database does not know, after a lost database for instance.
    private func adopt(_ name: FileName) async throws {
        guard let id = DocumentID(rawValue: name.text) else {
            logger.warning("Unknown file in the spool left alone", metadata: ["document.path": "\(name)"])
            return
        }
        if let record = try await workshop.ledger.document(id) {
            // Its end is on record: only the disposal was lost.
            logger.info("Original in the spool put away again", metadata: ["document.id": "\(record.id)"])
            try await workshop.ledger.undispose(id)
            workshop.queue.add(id)
            return
        }
        let identity = try FileBytes.identity(claimer.spool.appending(name))
        try await workshop.ledger.adopt(id, identity: identity, at: workshop.environment.now())
        logger.warning("Document in the spool taken in without its name", metadata: ["document.id": "\(id)"])
        workshop.queue.add(id)
    }
}
