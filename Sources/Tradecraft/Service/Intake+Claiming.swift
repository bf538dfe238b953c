import DocumentText
import Inbox
import Logging
import Taskt

extension Intake {
    /// How often a file is tried that may not be read, before it is rejected.
    private static let unreadableLimit = 6

    /// Claims entries whose intent is recorded, and records what came of it.
    func claim(_ claims: [(id: DocumentID, entry: ScannedEntry)], _ state: inout State) async throws {
        let outcomes = await BlockingThread.run { [claimer] in
            let outcomes = claims.map { claim in
                Result { () throws(InboxError) in
                    try claimer.claim(claim.entry, as: claim.id.fileName, synchronizes: false)
                }
            }
            return (outcomes, Result { () throws(InboxError) in try claimer.synchronize() })
        }
        let earlier = state.unfinished
        state.repeatAt = environment.uptime() + Self.blockedPause
        guard case (let outcomes, .success)? = outcomes else {
            state.unfinished += claims
            return
        }
        var claimed: [(entry: ScannedEntry, id: DocumentID, file: ClaimedFile)] = []
        var forgotten: [DocumentID] = []
        for (claim, outcome) in zip(claims, outcomes) {
            switch outcome {
            case .success(.claimed(let file)): claimed.append((claim.entry, claim.id, file))
            case .success(.vanished):
                forgotten.append(claim.id)
                logger.debug("Entry has vanished", metadata: ["document.path": "\(claim.entry.path)"])
            case .success(.notRegular): forgotten.append(claim.id)
            case .success(.changed), .success(.openForWriting):
                forgotten.append(claim.id)
                state.lookAgain(at: state.tracker.postpone(claim.entry.path, at: environment.uptime()))
            case .success(.unreadable):
                forgotten.append(claim.id)
                wait(for: claim.entry, &state)
            case .failure(let error):
                logger.warning(
                    "Document not claimed yet",
                    metadata: ["document.path": "\(claim.entry.path)", "error": "\(error)"]
                )
                state.unfinished.append(claim)
            }
        }
        do throws(StoreError) {
            try await ledger.settle(claimed: claimed.map(\.file), forgotten: forgotten)
        } catch {
            // Claiming again under the same ids finds what is in the spool already.
            state.unfinished = earlier + claims
            throw error
        }
        Failpoint.claimSettled.reached()
        for (entry, id, file) in claimed { begin(id, file, entry, &state) }
    }

    /// Puts a claimed document in work.
    private func begin(_ id: DocumentID, _ file: ClaimedFile, _ entry: ScannedEntry, _ state: inout State) {
        if file.transfer == .copiedAndLeft {
            state.left[file.original] = entry.identity
            if !claimer.keepsOriginals {
                logger.warning(
                    "Document copied; it may not be removed from the inbox",
                    metadata: ["document.id": "\(id)", "document.path": "\(file.original)"]
                )
            }
        }
        state.unreadable.removeValue(forKey: file.original)
        logger.info("Document claimed", metadata: ["document.id": "\(id)", "document.path": "\(file.original)"])
        queue.add(id, WorkQueue.Lane(size: file.identity.size, isUrgent: file.original.isUrgent(in: urgentFolder)))
    }

    /// Has a file tried again later that may not be read; its permissions may be on their way.
    private func wait(for entry: ScannedEntry, _ state: inout State) {
        let tries = (state.unreadable[entry.path]?.tries ?? 0) + 1
        if tries == 1 {
            logger.warning("Document is unreadable; it is tried again", metadata: ["document.path": "\(entry.path)"])
        }
        let due = environment.uptime() + retry.delay(afterFailures: tries, random: environment.jitter())
        state.unreadable[entry.path] = Unreadable(identity: entry.identity, tries: tries, due: due)
        state.lookAgain(at: due)
    }

    func repeatClaims(_ state: inout State) async throws {
        guard !state.unfinished.isEmpty, environment.uptime() >= state.repeatAt else { return }
        state.hasRepeated = true
        let claims = state.unfinished
        state.unfinished = []
        try await claim(claims, &state)
    }

    /// Rejects what can be no document.
    func refuse(_ settled: [ScannedEntry], _ state: inout State) async throws {
        for entry in settled {
            let refusal: Refusal
            if case .refused(let found) = entry.verdict {
                refusal = found
            } else if let waiting = state.unreadable[entry.path], waiting.tries >= Self.unreadableLimit {
                refusal = .unreadable
            } else {
                continue
            }
            let id = freshID()
            try await ledger.refuse(
                id,
                entry,
                code: refusal.code,
                reason: refusal.description,
                at: environment.now()
            )
            logger.notice(
                "Document rejected",
                metadata: [
                    "document.id": "\(id)", "document.path": "\(entry.path)", "error.code": "\(refusal.code)",
                    "error": "\(refusal.description)",
                ]
            )
            // Left out of what is looked at until it is gone, wherever its disposal stands.
            state.left[entry.path] = entry.identity
            state.unreadable.removeValue(forKey: entry.path)
            queue.add(id)
        }
    }
}
