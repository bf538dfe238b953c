import Logging
import Synchronization

/// Runs that the engine takes up by itself: submitted, scheduled, or left behind by a crash.
extension WorkflowEngine {
    /// Records a run for ``run()`` to drive.
    ///
    /// - Parameters:
    ///   - workflow: the registered definition.
    ///   - input: what the first tasks take.
    ///   - runID: the run's id; a fresh one where none is given. A second submission under it changes nothing.
    ///   - priority: which of several waiting runs goes first: the higher.
    ///   - dueAt: when it may begin; nil for at once.
    ///   - metadata: what to remember of the run.
    /// - Returns: the run's id.
    /// - Throws: `unknownWorkflow`, `inputTypeMismatch`, `inputTooLarge`, `runIDTaken` or `storeFailed`.
    /// - Durability: the run is on disk when this returns.
    public func submit<Input: Codable & Sendable>(
        _ workflow: WorkflowID,
        input: Input,
        runID: RunID? = nil,
        priority: Int = 0,
        at dueAt: Timestamp? = nil,
        metadata: [String: String] = [:]
    ) async throws(TasktError) -> RunID {
        let (_, record) = try record(
            of: workflow,
            input: input,
            id: runID,
            priority: priority,
            dueAt: dueAt,
            metadata: metadata,
            during: "submit"
        )
        try checkOpen("submit", record.id)
        let (term, created) = (term, HistoryEvent(.runCreated, at: record.createdAt, dueAt: dueAt))
        let isNew = try await storing("submit", record.id) { () async throws(StoreError) in
            try await self.store.create(record, events: [created], checkpoints: [], term: term)
        }
        if !isNew {
            let found = try await stored(record.id, during: "submit").record
            guard found.workflow == workflow else {
                throw TasktError(
                    .runIDTaken,
                    during: "submit",
                    workflow: workflow,
                    runID: record.id,
                    detail: "a run of \(found.workflow) has this id"
                )
            }
        }
        bell.ring()
        return record.id
    }

    /// Waits until a run has ended, or until the engine that drives it gives it back.
    ///
    /// A run that another engine drives is looked at once a second.
    ///
    /// - Throws: `unknownRun`, `interrupted` where the waiting task is cancelled or this engine shut down, or what keeps
    ///   the run from ending.
    public func wait(for id: RunID) async throws(TasktError) -> WorkflowContext {
        let mailbox = Mailbox<InFlightRuns.Outcome>()
        let look = TasktError(.interrupted, during: "wait", runID: id, detail: Self.lookAgain)
        while true {
            try checkOpen("wait", id)
            inFlight.watch(id, mailbox)
            defer { inFlight.unwatch(id, mailbox) }
            let context = try await context(of: id)
            if context.status.isTerminal { return context }
            if Task.isCancelled { throw TasktError(.interrupted, during: "wait", runID: id) }
            let clock = environment.clock
            let alarm = Task {
                // A clock that refuses to sleep has this look again at once.
                try? await clock.sleep(for: .seconds(1))
                if !Task.isCancelled { mailbox.post(.failure(look)) }
            }
            let outcomes = await withTaskCancellationHandler {
                await mailbox.next()
            } onCancel: {
                mailbox.post(.failure(look))
            }
            alarm.cancel()
            for outcome in outcomes {
                if case .failure(let error) = outcome, error.detail == Self.lookAgain { continue }
                return try outcome.get()
            }
        }
    }

    private static let lookAgain = "look again"

    /// Takes up every unfinished run whose engine is dead, and drives them to their ends.
    ///
    /// Runs that crashed before are driven behind the others and one at a time, so that one that takes the process
    /// down with it counts against itself alone. A run that cannot be taken up keeps no other from it.
    ///
    /// - Returns: how each ended, or what kept it from ending.
    /// - Throws: `storeFailed` where the runs cannot be listed.
    public func recover() async throws(TasktError) -> [RunID: Result<WorkflowContext, TasktError>] {
        var (sound, suspects): ([RunID], [RunID]) = ([], [])
        var cursor: Int64?
        let now = environment.now()
        while true {
            let query = RunQuery(
                statuses: RunQuery.unfinished,
                dueBy: now,
                order: .oldestFirst,
                cursor: cursor,
                limit: 500
            )
            let page = try await runs(query)
            for run in page where !inFlight.contains(run.id) && (!run.isOwned || run.term == term) {
                if run.crashes < Self.suspectCrashes { sound.append(run.id) } else { suspects.append(run.id) }
            }
            guard let last = page.last, page.count == query.limit else { break }
            cursor = last.number
        }
        var outcomes = await drive(sound, atOnce: options.maximumRuns)
        outcomes.merge(await drive(suspects, atOnce: 1)) { first, _ in first }
        return outcomes
    }

    /// Drives what was submitted, what is due, and what dead engines left, until ``shutdown(grace:)`` or cancellation.
    ///
    /// - Throws: `alreadyRunning` where it is under way, `storeFailed` where the runs cannot be listed at the start; later
    ///   it tries again.
    public func run() async throws(TasktError) {
        guard inFlight.beginLoop() else {
            throw TasktError(.alreadyRunning, during: "run", detail: "expected one call of run() at a time")
        }
        defer { inFlight.endLoop() }
        try checkOpen("run", nil)
        _ = try await runs(RunQuery(limit: 1))
        await withDiscardingTaskGroup { group in
            let line = RunLine()
            while !isShutDown.isSet, !Task.isCancelled {
                let delay = await begin(line, in: &group)
                await withTaskCancellationHandler {
                    await bell.wait(upTo: delay, on: environment.clock)
                } onCancel: { [bell] in
                    bell.ring()
                }
            }
        }
    }

    /// How many crashes make a run a suspect.
    private static let suspectCrashes = 2
    /// How long ``run()`` waits at most before it looks for runs that other engines left.
    private static let longestWait = Duration.seconds(10)

    /// Begins what there is room for, and says when to look again.
    private func begin(_ line: RunLine, in group: inout DiscardingTaskGroup) async -> Duration {
        let room = options.maximumRuns - line.count
        guard room > 0 else { return Self.longestWait }
        let now = environment.now()
        do throws(TasktError) {
            let free = try await free(room, line, at: now)
            let sound = free.filter { $0.crashes < Self.suspectCrashes }
            var chosen = sound.prefix(room).map { ($0.id, false) }
            if chosen.isEmpty, !line.hasSuspect, let suspect = free.first { chosen = [(suspect.id, true)] }
            for (id, isSuspect) in chosen {
                line.enter(id, isSuspect: isSuspect)
                group.addTask { await self.follow(id, line) }
            }
            // What is due already and was not begun is another engine's, or refused: nothing is gained by looking soon.
            let later = RunQuery(statuses: [.pending], dueAfter: now, order: .soonestFirst, limit: 1)
            let next = try await runs(later).first?.dueAt
            let delay = next.map { max(.milliseconds(1), $0.since(environment.now())) } ?? Self.longestWait
            return min(delay, Self.longestWait)
        } catch {
            environment.logger.info("Waiting runs could not be listed", metadata: ["error": "\(error)"])
            return .seconds(1)
        }
    }

    /// The runs that this engine may begin, the most urgent first, and how many scheduled ones are due.
    private func free(
        _ room: Int,
        _ line: RunLine,
        at now: Timestamp
    ) async throws(TasktError) -> [RunOverview] {
        var query = RunQuery(
            statuses: RunQuery.unfinished,
            dueBy: now,
            order: .mostUrgentFirst,
            limit: room + inFlight.count + line.refusedCount + 16
        )
        while true {
            let page = try await runs(query)
            let free = page.filter { run in
                !inFlight.contains(run.id) && (!run.isOwned || run.term == term)
                    && line.isFree(run.id, at: environment.uptime())
            }
            let isEnough = free.count { $0.crashes < Self.suspectCrashes } >= room
            if isEnough || page.count < query.limit { return free }
            // A page full of what is not to be begun, such as another engine's runs, must not hide what is.
            query.limit *= 4
        }
    }

    private func follow(_ id: RunID, _ line: RunLine) async {
        do throws(TasktError) {
            _ = try await resume(id)
            line.leave(id)
        } catch {
            // Given back by a stop, or refused: the next look would find it again at once.
            line.leave(id, refusedUntil: environment.uptime() + Self.longestWait)
            if error.code != .interrupted {
                environment.logger.info("Run given back", metadata: ["run.id": "\(id)", "error": "\(error)"])
            }
        }
        bell.ring()
    }

    private func drive(_ ids: [RunID], atOnce limit: Int) async -> [RunID: Result<WorkflowContext, TasktError>] {
        await withTaskGroup(of: (RunID, Result<WorkflowContext, TasktError>).self) { group in
            var waiting = ids[...]
            var outcomes: [RunID: Result<WorkflowContext, TasktError>] = [:]
            for _ in 0..<limit {
                guard let id = waiting.popFirst() else { break }
                group.addTask { (id, await self.outcome(of: id)) }
            }
            while let (id, outcome) = await group.next() {
                outcomes[id] = outcome
                if let next = waiting.popFirst() { group.addTask { (next, await self.outcome(of: next)) } }
            }
            return outcomes
        }
    }

    private func outcome(of id: RunID) async -> Result<WorkflowContext, TasktError> {
        do throws(TasktError) {
            return .success(try await resume(id))
        } catch {
            return .failure(error)
        }
    }
}

/// The runs that ``WorkflowEngine/run()`` drives, and those that it leaves alone for a while.
private final class RunLine: Sendable {
    private struct State {
        var driven: Set<RunID> = []
        var suspect: RunID?
        var refused: [RunID: Duration] = [:]
    }

    private let state = Mutex(State())

    var count: Int { state.withLock(\.driven.count) }
    var refusedCount: Int { state.withLock(\.refused.count) }
    var hasSuspect: Bool { state.withLock { $0.suspect != nil } }

    func isFree(_ id: RunID, at now: Duration) -> Bool {
        state.withLock { state in
            if let until = state.refused[id] {
                if until > now { return false }
                state.refused[id] = nil
            }
            return !state.driven.contains(id)
        }
    }

    func enter(_ id: RunID, isSuspect: Bool) {
        state.withLock { state in
            state.driven.insert(id)
            if isSuspect { state.suspect = id }
        }
    }

    func leave(_ id: RunID, refusedUntil: Duration? = nil) {
        state.withLock { state in
            state.driven.remove(id)
            if state.suspect == id { state.suspect = nil }
            state.refused[id] = refusedUntil
        }
    }
}
