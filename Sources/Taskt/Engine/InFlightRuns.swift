import Synchronization

/// The runs that this engine is driving now: at most one driver a run, and any number of callers that wait for it.
final class InFlightRuns: Sendable {
    typealias Outcome = Result<WorkflowContext, TasktError>

    private struct Entry {
        let mailbox: Mailbox<RunSignal>
        var waiters: [CheckedContinuation<Outcome?, Never>] = []
    }

    private struct State {
        var entries: [RunID: Entry] = [:]
        var watchers: [RunID: [Mailbox<Outcome>]] = [:]
        /// Runs whose driving ended before they did, in this engine.
        var givenBack: Set<RunID> = []
        var isDraining = false
        var loops = 0
        var isIdle: [CheckedContinuation<Void, Never>] = []

        /// Those to be told that nothing is under way any more.
        mutating func takeIdle() -> [CheckedContinuation<Void, Never>] {
            guard entries.isEmpty, loops == 0 else { return [] }
            defer { isIdle = [] }
            return isIdle
        }
    }

    private let state = Mutex(State())

    /// How many runs are driven.
    var count: Int { state.withLock(\.entries.count) }

    /// Whether a run is driven.
    func contains(_ id: RunID) -> Bool { state.withLock { $0.entries[id] != nil } }

    /// Drives a run with `body`, or waits for the driver that is there already.
    ///
    /// `body` gets the mailbox at which requests to cancel and to stop arrive.
    func drive(
        _ id: RunID,
        _ body: (Mailbox<RunSignal>) async throws(TasktError) -> WorkflowContext
    ) async throws(TasktError) -> (context: WorkflowContext, isDriver: Bool) {
        while true {
            guard let mailbox = enter(id) else {
                // Nil where the driver ended between the two looks: this caller drives.
                guard let outcome = await outcomeOfDriver(of: id) else { continue }
                return (try outcome.get(), false)
            }
            return (try await follow(id, mailbox, body), true)
        }
    }

    /// Enters a run as driven; nil where it is already.
    private func enter(_ id: RunID) -> Mailbox<RunSignal>? {
        let mailbox = Mailbox<RunSignal>()
        return state.withLock { state in
            guard state.entries[id] == nil else { return nil }
            state.entries[id] = Entry(mailbox: mailbox)
            if state.isDraining { mailbox.post(.drain) }
            return mailbox
        }
    }

    private func follow(
        _ id: RunID,
        _ mailbox: Mailbox<RunSignal>,
        _ body: (Mailbox<RunSignal>) async throws(TasktError) -> WorkflowContext
    ) async throws(TasktError) -> WorkflowContext {
        let outcome: Outcome
        do throws(TasktError) { outcome = .success(try await body(mailbox)) } catch { outcome = .failure(error) }
        finish(id, outcome)
        return try outcome.get()
    }

    /// Whether this engine drove the run before, and gave it back without the process having ended.
    func wasGivenBack(_ id: RunID) -> Bool { state.withLock { $0.givenBack.contains(id) } }

    /// Notes whether a run that was driven has ended, or was given back.
    func note(_ id: RunID, hasEnded: Bool) {
        state.withLock { state in
            if hasEnded { state.givenBack.remove(id) } else { state.givenBack.insert(id) }
        }
    }

    /// Leaves a message for the driver of a run; false where no one drives it.
    func post(_ signal: RunSignal, to id: RunID) -> Bool {
        let mailbox = state.withLock { $0.entries[id]?.mailbox }
        mailbox?.post(signal)
        return mailbox != nil
    }

    /// Tells every driver, and those to come, to begin nothing more.
    func drain() {
        let mailboxes = state.withLock { state in
            state.isDraining = true
            return state.entries.values.map(\.mailbox)
        }
        for mailbox in mailboxes { mailbox.post(.drain) }
    }

    /// Tells every driver to stop what is under way.
    func halt() {
        for mailbox in state.withLock({ $0.entries.values.map(\.mailbox) }) { mailbox.post(.halt) }
    }

    /// Says that the engine looks for runs by itself from now on.
    ///
    /// - Returns: false where it is under way already.
    func beginLoop() -> Bool {
        state.withLock { state in
            guard state.loops == 0 else { return false }
            state.loops += 1
            return true
        }
    }

    /// Says that it no longer does.
    func endLoop() {
        let idle = state.withLock { state in
            state.loops -= 1
            return state.takeIdle()
        }
        for continuation in idle { continuation.resume() }
    }

    /// Drives a run where nobody does; nil where someone does.
    func driveAlone(
        _ id: RunID,
        _ body: (Mailbox<RunSignal>) async throws(TasktError) -> WorkflowContext
    ) async throws(TasktError) -> WorkflowContext? {
        guard let mailbox = enter(id) else { return nil }
        return try await follow(id, mailbox, body)
    }

    /// Waits for the driver of a run; nil where there is none.
    func joined(_ id: RunID) async -> Outcome? { await outcomeOfDriver(of: id) }

    /// Tells all who wait for runs that nobody drives that nothing will come of it here.
    func dismiss(_ error: (RunID) -> TasktError) {
        let watchers = state.withLock { state in
            defer { state.watchers = [:] }
            return state.watchers
        }
        for (id, mailboxes) in watchers {
            for mailbox in mailboxes { mailbox.post(.failure(error(id))) }
        }
    }

    /// Waits until no run is driven, and none is looked for.
    func idle() async {
        await withCheckedContinuation { continuation in
            let idle = state.withLock { state in
                state.isIdle.append(continuation)
                return state.takeIdle()
            }
            for continuation in idle { continuation.resume() }
        }
    }

    /// Has the next outcome of a run's driving left in a mailbox.
    func watch(_ id: RunID, _ mailbox: Mailbox<Outcome>) {
        state.withLock { $0.watchers[id, default: []].append(mailbox) }
    }

    /// Takes a watch back.
    func unwatch(_ id: RunID, _ mailbox: Mailbox<Outcome>) {
        state.withLock { state in
            state.watchers[id]?.removeAll { $0 === mailbox }
            if state.watchers[id]?.isEmpty == true { state.watchers[id] = nil }
        }
    }

    private func outcomeOfDriver(of id: RunID) async -> Outcome? {
        await withCheckedContinuation { waiter in
            let isGone = state.withLock { state in
                guard state.entries[id] != nil else { return true }
                state.entries[id]?.waiters.append(waiter)
                return false
            }
            if isGone { waiter.resume(returning: nil) }
        }
    }

    private func finish(_ id: RunID, _ outcome: Outcome) {
        let (waiters, watchers, idle) = state.withLock { state in
            let waiters = state.entries.removeValue(forKey: id)?.waiters ?? []
            let watchers = state.watchers.removeValue(forKey: id) ?? []
            return (waiters, watchers, state.takeIdle())
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
        for watcher in watchers { watcher.post(outcome) }
        for continuation in idle { continuation.resume() }
    }
}
