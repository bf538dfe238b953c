import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The bodies of a run, and the timers around them.
extension RunDriver {
    /// Does what was decided, in its order, now that it is on record.
    func perform(_ actions: [Decision.Action]) async throws(TasktError) {
        for action in actions {
            switch action {
            case .stopAll: stopAll()
            case .stop(let index):
                drop(index)
                for id in bodies.keys where id.task == index && id.kind == .attempt { stop(id) }
            case _ where state.status.isTerminal: break
            case .queue(let index): try await ask(for: index)
            case .start(let index, let attempt): begin(.attempt(attempt), of: index)
            case .recover(let index, let failure): begin(.recovery(failure), of: index)
            case .compensate(let index, let attempt): begin(.compensation(attempt), of: index)
            case .handleFailure(let failure): handle(failure)
            case .wait(let index, let delay): set(.retry(index), in: delay)
            case .limit(let index, let delay): set(.total(index), in: delay)
            case .waitToCompensate(let index, let delay): set(.undo(index), in: delay)
            }
        }
    }

    /// Stops a body: its outcome is no longer wanted, and it has a grace to end in.
    func stop(_ id: BodyID) {
        guard bodies[id]?.isUnwanted == false, let body = bodies[id] else { return }
        bodies[id]?.isUnwanted = true
        body.channel.close()
        body.task.cancel()
        clear(.timeout(id))
        clear(.pulse(id))
        set(.grace(id), in: engine.options.cancellationGrace)
    }

    /// Drops a body that has ended, or is given up, and begins the attempt that waited for it.
    func forget(_ id: BodyID) {
        guard let body = bodies.removeValue(forKey: id) else { return }
        for timer: RunTimer in [.timeout(id), .pulse(id), .grace(id)] { clear(timer) }
        if let turn = body.turn { engine.turns.release(turn) }
        if let next = held.removeValue(forKey: id.task), !state.status.isTerminal { begin(next, of: id.task) }
    }

    /// Whether a body has shown no sign of life for its whole heartbeat timeout; looks again later where it has.
    func isSilent(_ id: BodyID, _ limit: Duration) -> Bool {
        guard let body = bodies[id], !body.isUnwanted else { return false }
        let beats = body.channel.beats
        bodies[id]?.quietPulses = beats == body.beats ? body.quietPulses + 1 : 0
        bodies[id]?.beats = beats
        if body.beats == beats, body.quietPulses + 1 >= Self.pulses { return true }
        set(.pulse(id), in: limit / Self.pulses)
        return false
    }

    /// How often a body is looked at within its heartbeat timeout.
    static let pulses = 4

    /// Stops everything, and waits until it has ended or has had its grace.
    func quiesce() async {
        state.isDraining = true
        for timer in timers.keys {
            if case .grace = timer { continue }
            clear(timer)
        }
        isHalted = true
        for index in held.keys { drop(index) }
        for (index, request) in asked where engine.turns.withdraw(request.request) { asked[index] = nil }
        for turn in turns.values { engine.turns.release(turn.turn) }
        turns = [:]
        stopAll()
        while !bodies.isEmpty || !asked.isEmpty {
            for signal in await mailbox.next() {
                switch signal {
                case .attemptEnded(let id, _), .undoEnded(let id, _): forget(id)
                case .timer(.grace(let id)): forget(id)
                case .turn(let index, let turn):
                    asked[index] = nil
                    engine.turns.release(turn)
                case .timer, .progress, .nudge, .cancel, .drain, .halt: break
                }
            }
        }
        for timer in timers.keys { clear(timer) }
    }

    private func stopAll() {
        // What is on record as begun, and was not, ends here: nothing else would say so.
        for (index, next) in held {
            drop(index)
            let ended = { (isRecovery: Bool, number: Int) in
                Attempt.interrupted(index, number, isRecovery: isRecovery, at: self.engine.environment.now())
            }
            switch next {
            case .attempt(let number):
                let id = BodyID(kind: .attempt, task: index, number: number)
                mailbox.post(.attemptEnded(id, ended(false, number)))
            case .recovery:
                let id = BodyID(kind: .recovery, task: index, number: max(1, state.tasks[index].attempts))
                mailbox.post(.attemptEnded(id, ended(true, id.number)))
            case .compensation(let number):
                mailbox.post(.undoEnded(BodyID(kind: .compensation, task: index, number: number), .interrupted))
            }
        }
        for id in bodies.keys where id.kind == .attempt || id.kind == .recovery || state.isDraining { stop(id) }
    }

    /// Has a body that waits for its predecessor to end not begin.
    private func drop(_ index: Int) {
        guard held.removeValue(forKey: index) != nil else { return }
        if let turn = turns.removeValue(forKey: index)?.turn { engine.turns.release(turn) }
    }

    /// Begins a body, once an earlier one of its task, one that timed out for instance, has ended.
    private func begin(_ next: Held, of index: Int) {
        guard !bodies.keys.contains(where: { $0.task == index && $0.kind != .failureHandler }) else {
            held[index] = next
            return
        }
        switch next {
        case .attempt(let number): start(index, number)
        case .recovery(let failure): recover(index, failure)
        case .compensation(let number): compensate(index, number)
        }
    }

    private func ask(for index: Int) async throws(TasktError) {
        let (task, workflow) = (plan.tasks[index], plan.definition)
        if let rate = task.rules.rateLimit {
            try await engine.learnStarts(of: task.name, in: workflow.id, rate, for: runID)
        }
        let mailbox = mailbox
        let request = TurnKeeper.Request(
            workflow: workflow.id,
            task: task.name,
            workflowLimit: workflow.limit,
            taskLimit: task.rules.limit,
            rate: task.rules.rateLimit,
            priority: state.record.priority
        ) { turn in mailbox.post(.turn(index, turn)) }
        asked[index] = (engine.turns.ask(request), engine.environment.uptime())
    }

    private func start(_ index: Int, _ attempt: Int) {
        let id = BodyID(kind: .attempt, task: index, number: attempt)
        let (task, inputs) = (plan.tasks[index], inputs(of: index))
        let (limit, failpoint, runID) = (engine.options.payloadLimit, engine.options.failpoint, runID)
        failpoint?(.stepStartAfter, runID)
        let waited = turns[index]?.waited ?? .zero
        run(id, turn: turns.removeValue(forKey: index)?.turn, hash: hash(ofInputsOf: index), waited: waited) {
            context in
            try task.checkInput(inputs)
            if let condition = task.condition, try !condition(inputs) { return nil }
            let output = try await task.body(context, inputs)
            failpoint?(.bodyDone, runID)
            try task.checkOutput(output, limit: limit)
            return output
        }
        if let limit = task.rules.heartbeatTimeout { set(.pulse(id), in: limit / Self.pulses) }
    }

    private func recover(_ index: Int, _ failure: TaskFailure) {
        let (task, limit) = (plan.tasks[index], engine.options.payloadLimit)
        guard let recovery = task.recovery else {
            preconditionFailure("there is no error handler for \(task.name) in run \(runID)")
        }
        run(BodyID(kind: .recovery, task: index, number: max(1, state.tasks[index].attempts))) { context in
            let output = try await recovery(context, failure)
            try task.checkOutput(output, limit: limit)
            return output
        }
    }

    private func compensate(_ index: Int, _ attempt: Int) {
        let task = plan.tasks[index]
        guard let compensation = task.compensation, let checkpoint = state.tasks[index].checkpoint else {
            preconditionFailure("there is nothing to take back of \(task.name) in run \(runID)")
        }
        let value = values[index] ?? PassedValue(checkpoint)
        run(BodyID(kind: .compensation, task: index, number: attempt)) { context in
            try await compensation(context, value)
            return nil
        }
    }

    private func handle(_ failure: TaskFailure) {
        guard let handler = plan.definition.failureHandler else { return }
        run(BodyID(kind: .failureHandler, task: 0, number: 1)) { context in
            try await handler(context.workflow, failure)
            return nil
        }
    }

    /// Begins a body.
    private func run(
        _ id: BodyID,
        turn: TurnKeeper.Turn? = nil,
        hash: ContentHash? = nil,
        waited: Duration = .zero,
        _ body: @escaping @Sendable (TaskContext) async throws -> PassedValue?
    ) {
        let name: TaskName = id.kind == .failureHandler ? "on-failure" : plan.tasks[id.task].name
        let (mailbox, engine, runID) = (mailbox, engine, runID)
        let channel = AttemptChannel(progress: state.reports.first { $0.task == name }) { detail in
            let now = engine.environment.now()
            let progress = TaskProgress(task: name, attempt: id.number, detail: detail, at: now)
            try await engine.store.recordProgress(progress, of: runID, term: engine.term)
            mailbox.post(.progress(progress))
        }
        var logger = logger
        logger[metadataKey: "task.name"] = "\(name)"
        logger[metadataKey: "attempt"] = "\(id.number)"
        let context = TaskContext(
            workflow: WorkflowContext(state),
            task: name,
            attempt: id.number,
            logger: logger,
            channel: channel
        )
        let task = Self.spawn(id, context, engine, mailbox, waited, hash, body)
        bodies[id] = Body(task: task, channel: channel, turn: turn)
        // The failure handler belongs to no task, and runs under the rules of none.
        if id.kind != .failureHandler, let limit = plan.tasks[id.task].timeout { set(.timeout(id), in: limit) }
        if isHalted { stop(id) }
    }

    private static func spawn(
        _ id: BodyID,
        _ context: TaskContext,
        _ engine: WorkflowEngine,
        _ mailbox: Mailbox<RunSignal>,
        _ waited: Duration,
        _ hash: ContentHash?,
        _ body: @escaping @Sendable (TaskContext) async throws -> PassedValue?
    ) -> Task<Void, Never> {
        Task {
            let attempt = await attempt(id, context, engine, waited, hash, body)
            switch id.kind {
            case .attempt, .recovery: mailbox.post(.attemptEnded(id, attempt))
            case .compensation, .failureHandler: mailbox.post(.undoEnded(id, attempt.outcome))
            }
        }
    }

    private static func attempt(
        _ id: BodyID,
        _ context: TaskContext,
        _ engine: WorkflowEngine,
        _ waited: Duration,
        _ hash: ContentHash?,
        _ body: @Sendable (TaskContext) async throws -> PassedValue?
    ) async -> Attempt {
        let environment = engine.environment
        let (startedAt, start) = (environment.now(), environment.uptime())
        let outcome: Attempt.Outcome
        do {
            outcome = try await body(context).map(Attempt.Outcome.succeeded) ?? .skipped
        } catch {
            let isStopped = context.channel.isClosed || Task.isCancelled
            outcome = isStopped ? .interrupted : .failed(TaskFailure(error, task: context.task, attempt: id.number))
        }
        let duration = environment.uptime() - start
        if id.kind == .attempt {
            engine.metrics.attemptEnded(context.workflow.workflow, context.task, outcome, duration, waited)
        }
        report(id, outcome, duration, context)
        return Attempt(
            task: id.task,
            number: id.number,
            isRecovery: id.kind == .recovery,
            outcome: outcome,
            startedAt: startedAt,
            duration: duration,
            queueWait: waited,
            inputHash: hash,
            warnings: context.channel.warnings
        )
    }

    private static func report(_ id: BodyID, _ outcome: Attempt.Outcome, _ duration: Duration, _ context: TaskContext) {
        guard context.logger.logLevel <= .info else { return }
        let time: Logger.MetadataValue = "\(duration.wholeMicroseconds / 1_000)"
        switch (id.kind, outcome) {
        case (.attempt, .succeeded): context.logger.info("Task completed", metadata: ["duration_ms": time])
        case (.attempt, .skipped): context.logger.info("Task skipped", metadata: ["duration_ms": time])
        case (.attempt, .failed(let failure)):
            context.logger.info(
                "Attempt failed",
                metadata: ["duration_ms": time, "error.code": "\(failure.code)", "error": "\(failure.message)"]
            )
        case (.attempt, .interrupted): context.logger.info("Attempt interrupted", metadata: ["duration_ms": time])
        case (_, .failed(let failure)):
            context.logger.info(
                "Handler failed",
                metadata: ["duration_ms": time, "error.code": "\(failure.code)", "error": "\(failure.message)"]
            )
        case (_, .interrupted): context.logger.info("Handler interrupted", metadata: ["duration_ms": time])
        case (_, .succeeded), (_, .skipped): context.logger.info("Handler completed", metadata: ["duration_ms": time])
        }
    }

    private func inputs(of index: Int) -> [PassedValue?] {
        plan.sources[index]
            .map { source in
                guard let other = source.task else { return input }
                return values[other] ?? state.tasks[other].checkpoint.map(PassedValue.init)
            }
    }

    private func hash(ofInputsOf index: Int) -> ContentHash {
        let parts = plan.sources[index]
            .map { source -> ContentHash in
                guard let other = source.task else { return inputHash }
                if let known = hashes[other] { return known }
                let hash = ContentHash(of: state.tasks[other].checkpoint?.output ?? Data())
                hashes[other] = hash
                return hash
            }
        return parts.count == 1 ? parts[0] : ContentHash(joining: parts)
    }

    func set(_ timer: RunTimer, in delay: Duration) {
        timers[timer]?.cancel()
        let (clock, mailbox) = (engine.environment.clock, mailbox)
        timers[timer] = Task {
            do {
                try await clock.sleep(for: delay)
                mailbox.post(.timer(timer))
            } catch {
                // The timer was cleared: nobody waits for it any more.
            }
        }
    }

    func clear(_ timer: RunTimer) {
        timers.removeValue(forKey: timer)?.cancel()
    }
}

extension TaskDefinition {
    fileprivate func checkInput(_ inputs: [PassedValue?]) throws {
        for input in inputs {
            if let defect = input?.defect { throw ContractFailure(.unreadableResult, defect) }
        }
        guard !inputSchema.acceptsAnything, !inputs.isEmpty else { return }
        let texts = inputs.map { $0?.json ?? Data("null".utf8) }
        let needed = texts.count == 1 ? texts[0] : CanonicalJSON.array(texts)
        if let violation = try inputSchema.violation(inJSON: needed) {
            throw ContractFailure(.invalidInput, "\(violation)")
        }
    }

    fileprivate func checkOutput(_ output: PassedValue, limit: Int) throws {
        guard output.json.count <= limit else {
            throw ContractFailure(
                .payloadTooLarge,
                "the output has \(output.json.count) bytes of JSON: expected at most \(limit)"
            )
        }
        if let violation = try outputSchema.violation(inJSON: output.json) {
            throw ContractFailure(.invalidOutput, "\(violation)")
        }
    }
}
