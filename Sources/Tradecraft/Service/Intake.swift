import DocumentText
import Inbox
import Logging
import Taskt

/// Takes documents out of the inbox: scan, settle, claim, and on to the workers.
///
/// The scan and the database are the truth; hints only say when to scan soon. While many files wait, they are claimed from
/// what the last scan found, each looked at again as it is claimed: the inbox is scanned now and then, not for every batch.
struct Intake: Sendable {
    let scanner: InboxScanner
    let claimer: Claimer
    let ledger: Ledger
    let queue: WorkQueue
    let settle: Duration
    let rescanInterval: Duration
    /// The folder of the inbox whose documents go first.
    let urgentFolder: FileName?
    /// How often, and how far apart, a file is tried that may not be read.
    let retry: RetryPolicy
    let space: SpaceGuard
    let environment: EngineEnvironment
    let logger: Logger
    /// Rung when there may be something to do.
    let doorbell: Doorbell
    /// Open when something may have changed in the inbox.
    let scanRequest: ScanRequest
    /// Looks whether the folder at the inbox's path is still the one that is watched.
    let verifyWatch: @Sendable () -> Void
    let session: SessionTally
    let health: ServiceHealth

    /// How many documents are claimed under one commit and one fsync.
    private static let batchLimit = 64
    /// The shortest time between two looks: events that come in a burst share one.
    private static let pause: Duration = .milliseconds(20)
    /// Between two scans while files wait to be claimed; or this many times what a scan takes.
    private static let scanPause: Duration = .seconds(1)
    private static let scanShare = 8

    /// How soon a claim is repeated, or a database tried again, that failed.
    static let blockedPause: Duration = .seconds(5)

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
        var state = State(settle: settle, unfinished: unfinished)
        for entry in try await ledger.leftInInbox() { state.left[entry.path] = entry.identity }
        while !Task.isCancelled {
            let began = environment.uptime()
            health.turn(at: began)
            session.countTurn()
            if began >= state.nextRescan {
                verifyWatch()
                scanRequest.ask()
                state.nextRescan = began + rescanInterval
            }
            var nextLook: Duration?
            do {
                nextLook = try await look(&state, isOnce: isOnce)
                if state.isBlocked { logger.notice("Documents are claimed again") }
                state.isBlocked = false
                health.clear(.database)
            } catch {
                if isOnce { throw error }
                health.meet(.database, "\(error)")
                if !state.isBlocked { logger.error("No document can be claimed", metadata: ["error": "\(error)"]) }
                state.isBlocked = true
                nextLook = environment.uptime() + Self.blockedPause
            }
            let nextDue = queue.release(at: environment.uptime())
            if isOnce, isDone(state) {
                session.unclaimed = state.unfinished.count + state.unreadable.count + state.backlog.count
                return
            }
            let now = environment.uptime()
            let wake = [state.nextRescan, nextLook, nextDue].compactMap(\.self).min() ?? state.nextRescan
            await doorbell.wait(atMost: max(wake - now, .zero), clock: environment.clock)
            let rest = max(Self.pause, (now - began) * 2) - (environment.uptime() - now)
            // A cancelled pause ends the loop at its next turn.
            if rest > .zero, state.backlog.isEmpty, !Task.isCancelled { try? await environment.clock.sleep(for: rest) }
        }
    }

    /// Whether a single pass has nothing more to do: what is left waits for the machine, or for the operator.
    private func isDone(_ state: State) -> Bool {
        let load = queue.load
        guard load.members == load.delayed else { return false }
        if state.isShort { return true }
        return state.isQuiet && state.backlog.isEmpty && (state.unfinished.isEmpty || state.hasRepeated)
    }

    /// Scans where that is due, and claims what there is room for.
    ///
    /// - Returns: when to look again, whatever is heard until then.
    private func look(_ state: inout State, isOnce: Bool) async throws -> Duration? {
        if isScanDue(state, isOnce: isOnce) {
            guard try await scan(&state, isOnce: isOnce) else { return nil }
        }
        try await repeatClaims(&state)
        if !state.backlog.isEmpty, queue.room > 0, await hasSpace(&state) {
            let taken = state.backlog.take(min(queue.room, Self.batchLimit))
            let claims = taken.map { (id: freshID(), entry: $0) }
            try await ledger.intend(claims, at: environment.now())
            Failpoint.claimIntended.reached()
            try await claim(claims, &state)
        }
        var next = state.nextSettle
        if !state.unfinished.isEmpty { next = min(next ?? state.repeatAt, state.repeatAt) }
        if state.isShort { return environment.uptime() + Self.blockedPause }
        if !state.backlog.isEmpty {
            let nextScan = scanRequest.isOpen || next != nil ? state.scanned.at + scanPause(state) : nil
            return queue.room > 0 ? environment.uptime() : nextScan
        }
        if scanRequest.isOpen { next = environment.uptime() }
        return next
    }

    /// A scan reads the whole inbox: with files waiting it is made now and then, else as soon as there is a reason.
    private func isScanDue(_ state: State, isOnce: Bool) -> Bool {
        let now = environment.uptime()
        let isWanted = scanRequest.isOpen || state.nextSettle.map { $0 <= now } ?? false
        if state.backlog.isEmpty { return isWanted || isOnce }
        return isWanted && now >= state.scanned.at + scanPause(state)
    }

    private func scanPause(_ state: State) -> Duration { max(Self.scanPause, state.scanned.took * Self.scanShare) }

    /// Scans the inbox and sorts out what is in it; false where it cannot be scanned.
    private func scan(_ state: inout State, isOnce: Bool) async throws -> Bool {
        scanRequest.take()
        let began = environment.uptime()
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
            health.meet(.inbox, "\(error)")
            state.backlog = Backlog()
            return false
        case nil: return false
        }
        if state.isUnavailable { logger.notice("Inbox available again") }
        state.isUnavailable = false
        health.clear(.inbox)
        for failure in scan.failures { logger.debug("Entry not looked at", metadata: ["error": "\(failure)"]) }
        try await forgetLeft(&state, scan)
        let claiming = Set(state.unfinished.map(\.entry.path))
        forgetReadable(&state, scan)
        let now = environment.uptime()
        state.nextSettle = nil
        let (unreadable, left) = (state.unreadable, state.left)
        let entries = scan.entries.lazy.filter { entry in
            if let waiting = unreadable[entry.path], waiting.due > now { return false }
            return !claiming.contains(entry.path) && !entry.identity.isLeftOver(from: left[entry.path])
        }
        health.see(entries)
        let decision = state.tracker.observe(entries, at: now)
        state.lookAgain(at: decision.nextCheck)
        state.lookAgain(at: state.unreadable.values.map(\.due).filter { $0 > now }.min())
        try await refuse(decision.settled, &state)
        let candidates = decision.settled.filter { $0.verdict == .candidate && state.left[$0.path] != $0.identity }
        state.backlog = Backlog(candidates, urgentFolder: urgentFolder)
        state.isQuiet = state.tracker.count == 0
        state.scanned = (environment.uptime() - began, environment.uptime())
        return true
    }

    /// Whether there is space for more documents; tells when that changes.
    private func hasSpace(_ state: inout State) async -> Bool {
        // A file system on a network may not answer for long.
        let found = await BlockingThread.run { [space, isShort = state.isShort] in space.shortage(isShort: isShort) }
        guard let shortage = found else { return !state.isShort }
        if let shortage, !state.isShort {
            logger.error(
                "Disk space is short; no document is claimed",
                metadata: [
                    "folder": "\(shortage.folder)", "space.free": "\(shortage.free)",
                    "space.floor": "\(space.floor ?? 0)",
                ]
            )
        }
        if let shortage {
            health.meet(.space, "\(shortage.free) bytes are free at \(shortage.folder)")
        } else {
            health.clear(.space)
        }
        if shortage == nil, state.isShort { logger.notice("Disk space is there again; documents are claimed") }
        state.isShort = shortage != nil
        return shortage == nil
    }

    func freshID() -> DocumentID {
        var generator = SystemRandomNumberGenerator()
        return DocumentID(using: &generator)
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

    /// Forgets that files may not be read once they are gone, or have changed: they are tried anew.
    private func forgetReadable(_ state: inout State, _ scan: InboxScan) {
        guard !state.unreadable.isEmpty else { return }
        var still: [RelativePath: Unreadable] = [:]
        for entry in scan.entries {
            guard let waiting = state.unreadable[entry.path], waiting.identity == entry.identity else { continue }
            still[entry.path] = waiting
        }
        state.unreadable = still
    }
}

extension FileIdentity {
    /// Whether this is what was left in the inbox, its device's number apart: that may change with every mount.
    fileprivate func isLeftOver(from left: FileIdentity?) -> Bool {
        guard let left else { return false }
        return kind == left.kind && inode == left.inode && size == left.size && modified == left.modified
    }
}
