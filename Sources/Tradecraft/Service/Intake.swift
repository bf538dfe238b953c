import DocumentText
import Inbox
import Logging
import Taskt

/// Takes documents out of the inbox: scan, settle, claim, and on to the workers.
///
/// The scan and the database are the truth; hints only say when to scan soon.
struct Intake: Sendable {
    let scanner: InboxScanner
    let claimer: Claimer
    let ledger: Ledger
    let queue: WorkQueue
    let settle: Duration
    let rescanInterval: Duration
    let environment: EngineEnvironment
    let logger: Logger
    /// Rung when something may have changed in the inbox.
    let doorbell: Doorbell
    /// Looks whether the folder at the inbox's path is still the one that is watched.
    let verifyWatch: @Sendable () -> Void
    let session: SessionTally

    /// What the loop remembers between two looks.
    struct State {
        var tracker: SettleTracker
        /// Entries that were dealt with and had to stay in the inbox.
        var left: [RelativePath: FileIdentity] = [:]
        /// Claims that failed for a passing reason, to be repeated under the same id.
        var unfinished: [(id: DocumentID, entry: ScannedEntry)] = []
        /// When they are repeated.
        var repeatAt: Duration = .zero
        var isUnavailable = false
        var isBlocked = false
        var hasRepeated = false
    }

    /// How many documents are claimed under one commit and one fsync.
    private static let batchLimit = 64
    /// The shortest time between two scans: events that come in a burst share one.
    private static let pause: Duration = .milliseconds(20)

    /// How soon a claim is repeated, or a database tried again, that failed.
    private static let blockedPause: Duration = .seconds(5)

    /// Looks after the inbox until the current task is cancelled.
    ///
    /// With `isOnce` it returns once the inbox is empty and nothing is in work but what waits. While the database
    /// cannot be written to nothing is claimed, and it goes on once it can; a single pass ends with the error.
    ///
    /// - Parameters:
    ///   - isOnce: whether to return once the inbox is empty.
    ///   - unfinished: claims that an earlier process began and could not be ended yet.
    /// - Throws: where the database cannot be read at the start, or, in a single pass, written to.
    func run(isOnce: Bool, unfinished: [(id: DocumentID, entry: ScannedEntry)] = []) async throws {
        var state = State(tracker: SettleTracker(delay: settle), unfinished: unfinished)
        for entry in try await ledger.leftInInbox() { state.left[entry.path] = entry.identity }
        var nextRescan = environment.uptime()
        while !Task.isCancelled {
            let began = environment.uptime()
            if began >= nextRescan {
                verifyWatch()
                nextRescan = began + rescanInterval
            }
            let look: Look
            do {
                look = try await self.look(&state, isOnce: isOnce)
                if state.isBlocked { logger.notice("Documents are claimed again") }
                state.isBlocked = false
            } catch {
                if isOnce { throw error }
                if !state.isBlocked { logger.error("No document can be claimed", metadata: ["error": "\(error)"]) }
                state.isBlocked = true
                look = Look(nextCheck: environment.uptime() + Self.blockedPause)
            }
            let nextDue = queue.release(at: environment.uptime())
            if isOnce {
                let load = queue.load
                let isIdle = look.isQuiet && load.members == load.delayed
                if isIdle && (state.unfinished.isEmpty || state.hasRepeated) {
                    session.unclaimed = state.unfinished.count
                    return
                }
            }
            let now = environment.uptime()
            let wake = [nextRescan, look.nextCheck, nextDue].compactMap(\.self).min() ?? nextRescan
            await doorbell.wait(atMost: max(wake - now, .zero), clock: environment.clock)
            let rest = max(Self.pause, (now - began) * 2) - (environment.uptime() - now)
            // A cancelled pause ends the loop at its next turn.
            if rest > .zero, !Task.isCancelled { try? await environment.clock.sleep(for: rest) }
        }
    }

    private struct Look {
        var nextCheck: Duration?
        /// Nothing is left in the inbox that will become a document.
        var isQuiet = false
    }

    private func look(_ state: inout State, isOnce: Bool) async throws -> Look {
        let outcome = await BlockingThread.run { [scanner] in
            Result { () throws(InboxError) in try scanner.scan() }
        }
        let scan: InboxScan
        switch outcome {
        case .success(let found)?: scan = found
        case .failure(let error)?:
            if isOnce { throw error }
            if !state.isUnavailable { logger.warning("Inbox unavailable", metadata: ["error": "\(error)"]) }
            state.isUnavailable = true
            return Look()
        case nil: return Look()
        }
        if state.isUnavailable { logger.notice("Inbox available again") }
        state.isUnavailable = false
        for failure in scan.failures { logger.debug("Entry not looked at", metadata: ["error": "\(failure)"]) }
        try await forgetLeft(&state, scan)
        try await repeatClaims(&state)
        let claiming = Set(state.unfinished.map(\.entry.path))
        let entries = scan.entries.filter { entry in
            !claiming.contains(entry.path) && !entry.identity.isLeftOver(from: state.left[entry.path])
        }
        let decision = state.tracker.observe(entries, at: environment.uptime())
        try await refuse(decision.settled, &state)
        let candidates = decision.settled.filter { $0.verdict == .candidate }
        let taken = Array(candidates.prefix(min(queue.room, Self.batchLimit)))
        if !taken.isEmpty {
            let claims = taken.map { (id: freshID(), entry: $0) }
            try await ledger.intend(claims, at: environment.now())
            Failpoint.claimIntended.reached()
            try await claim(claims, &state)
        }
        var look = Look(nextCheck: decision.nextCheck)
        let isMoreReady = taken.count < candidates.count && queue.room > 0
        if isMoreReady || (isOnce && !decision.settled.isEmpty) { look.nextCheck = environment.uptime() }
        if !state.unfinished.isEmpty { look.nextCheck = min(look.nextCheck ?? state.repeatAt, state.repeatAt) }
        look.isQuiet = state.tracker.count == 0
        return look
    }

    private func freshID() -> DocumentID {
        var generator = SystemRandomNumberGenerator()
        return DocumentID(using: &generator)
    }

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
        var claimed: [(id: DocumentID, file: ClaimedFile)] = []
        var forgotten: [DocumentID] = []
        for (claim, outcome) in zip(claims, outcomes) {
            switch outcome {
            case .success(.claimed(let file)): claimed.append((claim.id, file))
            case .success(.vanished), .success(.notRegular): forgotten.append(claim.id)
            case .success(.changed), .success(.openForWriting):
                forgotten.append(claim.id)
                state.tracker.postpone(claim.entry.path, at: environment.uptime())
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
        for (id, file) in claimed {
            if file.transfer == .copiedAndLeft {
                logger.warning(
                    "Document copied; it may not be removed from the inbox",
                    metadata: ["document.id": "\(id)", "document.path": "\(file.original)"]
                )
                state.left[file.original] = claims.first { $0.id == id }?.entry.identity
            }
            logger.info("Document claimed", metadata: ["document.id": "\(id)", "document.path": "\(file.original)"])
            queue.add(id)
        }
    }

    private func repeatClaims(_ state: inout State) async throws {
        guard !state.unfinished.isEmpty, environment.uptime() >= state.repeatAt else { return }
        state.hasRepeated = true
        let claims = state.unfinished
        state.unfinished = []
        try await claim(claims, &state)
    }

    private func refuse(_ settled: [ScannedEntry], _ state: inout State) async throws {
        for entry in settled {
            guard case .refused(let refusal) = entry.verdict else { continue }
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
            queue.add(id)
        }
    }

    private func forgetLeft(_ state: inout State, _ scan: InboxScan) async throws {
        // A folder that could not be listed, or another file system at the inbox's path, says nothing about them.
        guard !state.left.isEmpty, scan.failures.isEmpty else { return }
        let present = Set(scan.entries.map(\.path))
        let device = scan.rootIdentity.device
        let gone = state.left.filter { $0.value.device == device && !present.contains($0.key) }.keys
        guard !gone.isEmpty else { return }
        for path in gone { state.left.removeValue(forKey: path) }
        try await ledger.noLongerLeft(Array(gone))
    }
}

extension FileIdentity {
    /// Whether this is what was left in the inbox, its device's number apart: that may change with every mount.
    fileprivate func isLeftOver(from left: FileIdentity?) -> Bool {
        guard let left else { return false }
        return kind == left.kind && inode == left.inode && size == left.size && modified == left.modified
    }
}
