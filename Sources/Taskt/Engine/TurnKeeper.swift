import Synchronization

/// Decides which attempts may begin: under the limits of the engine, the workflow and the task, and the task's rate,
/// the most urgent run first.
///
/// What counts is the attempts whose bodies are under way in this process: one that a crash ended holds no place.
final class TurnKeeper: Sendable {
    /// Who asks for a turn.
    struct Request: Sendable {
        let workflow: WorkflowID
        let task: TaskName
        let workflowLimit: Int?
        let taskLimit: Int?
        let rate: RateLimit?
        let priority: Int
        /// Called once, when the turn has come.
        let grant: @Sendable (Turn) -> Void
    }

    /// A place under the limits, to be given back.
    struct Turn: Hashable, Sendable {
        fileprivate let workflow: WorkflowID
        fileprivate let task: TaskName
    }

    fileprivate struct Waiting {
        let id: Int
        let request: Request
    }

    fileprivate struct State {
        var nextID = 0
        var waiting: [Waiting] = []
        var total = 0
        var byWorkflow: [WorkflowID: Int] = [:]
        var byTask: [Turn: Int] = [:]
        var starts: [Turn: [Duration]] = [:]
        /// When the next look at the rates is due; nil where none is planned.
        var alarm: Duration?
    }

    private let limit: Int?
    private let uptime: @Sendable () -> Duration
    private let clock: any Clock<Duration>
    private let state = Mutex(State())

    init(limit: Int?, environment: EngineEnvironment) {
        self.limit = limit
        uptime = environment.uptime
        clock = environment.clock
    }

    /// Asks for a turn; it is granted before this returns where there is room.
    func ask(_ request: Request) -> Int {
        let id = state.withLock { state in
            state.nextID += 1
            let waiting = Waiting(id: state.nextID, request: request)
            let place = state.waiting.firstIndex { $0.request.priority < request.priority } ?? state.waiting.endIndex
            state.waiting.insert(waiting, at: place)
            return state.nextID
        }
        grantWhatFits()
        return id
    }

    /// Takes a request back; false where its turn has come already.
    func withdraw(_ id: Int) -> Bool {
        state.withLock { state in
            guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return false }
            state.waiting.remove(at: index)
            return true
        }
    }

    /// Gives a turn back.
    func release(_ turn: Turn) {
        state.withLock { state in
            state.total -= 1
            state.byWorkflow[turn.workflow, default: 1] -= 1
            state.byTask[turn, default: 1] -= 1
            if state.byWorkflow[turn.workflow] == 0 { state.byWorkflow[turn.workflow] = nil }
            if state.byTask[turn] == 0 { state.byTask[turn] = nil }
        }
        grantWhatFits()
    }

    /// Whether the starts of a rate-limited task before this process are known.
    func knowsStarts(of task: TaskName, in workflow: WorkflowID) -> Bool {
        state.withLock { $0.starts[Turn(workflow: workflow, task: task)] != nil }
    }

    /// Takes in how long ago a task was begun before this process.
    func remember(_ ages: [Duration], of task: TaskName, in workflow: WorkflowID) {
        let now = uptime()
        state.withLock { state in
            let turn = Turn(workflow: workflow, task: task)
            if state.starts[turn] == nil { state.starts[turn] = ages.map { now - $0 }.sorted() }
        }
    }

    private func grantWhatFits() {
        let now = uptime()
        let (granted, alarm) = state.withLock { state -> ([(Request, Turn)], Duration?) in
            var granted: [(Request, Turn)] = []
            var next: Duration?
            var index = 0
            while index < state.waiting.count {
                if let limit, state.total >= limit { break }
                let request = state.waiting[index].request
                let turn = Turn(workflow: request.workflow, task: request.task)
                guard state.hasRoom(for: request, turn) else {
                    index += 1
                    continue
                }
                if let rate = request.rate, let free = state.nextStart(of: turn, rate, now), free > now {
                    next = min(next ?? free, free)
                    index += 1
                    continue
                }
                state.waiting.remove(at: index)
                state.total += 1
                state.byWorkflow[turn.workflow, default: 0] += 1
                state.byTask[turn, default: 0] += 1
                if request.rate != nil { state.starts[turn, default: []].append(now) }
                granted.append((request, turn))
            }
            guard let next, state.alarm.map({ next < $0 || $0 <= now }) ?? true else { return (granted, nil) }
            state.alarm = next
            return (granted, next)
        }
        for (request, turn) in granted { request.grant(turn) }
        if let alarm { ring(in: alarm - now) }
    }

    private func ring(in delay: Duration) {
        let clock = clock
        // Nothing waits for the alarm itself: it only looks again, and finds nothing to do where it comes too late.
        Task { [weak self] in
            // A clock that refuses to sleep rings at once.
            try? await clock.sleep(for: delay)
            self?.state.withLock { $0.alarm = nil }
            self?.grantWhatFits()
        }
    }
}

extension TurnKeeper.State {
    fileprivate func hasRoom(for request: TurnKeeper.Request, _ turn: TurnKeeper.Turn) -> Bool {
        if let limit = request.workflowLimit, byWorkflow[request.workflow, default: 0] >= limit { return false }
        if let limit = request.taskLimit, byTask[turn, default: 0] >= limit { return false }
        return true
    }

    /// When the next attempt may begin; nil where it may at once.
    fileprivate mutating func nextStart(of turn: TurnKeeper.Turn, _ rate: RateLimit, _ now: Duration) -> Duration? {
        let recent = starts[turn, default: []].filter { $0 + rate.window > now }
        starts[turn] = recent
        guard recent.count >= rate.count else { return nil }
        return recent[recent.count - rate.count] + rate.window
    }
}
