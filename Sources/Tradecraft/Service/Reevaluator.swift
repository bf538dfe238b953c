import AttackReports
import DocumentText
import Logging
import Taskt
import TasktSQLite
import TechniqueMapping

/// Maps documents anew, one at a time, whenever new ones leave room for it.
///
/// What is asked for stands in the database, each as a row with a run of its own: a crash loses nothing, and the next
/// process goes on where the run stood.
struct Reevaluator: Upkeep {
    let workshop: Workshop
    let libraries: DomainLibraries
    let settings: ReevaluationSettings
    let bell: Doorbell
    let logger: Logger

    /// How often it is looked whether new documents leave room.
    private static let patience: Duration = .milliseconds(200)
    /// How long new documents may keep it from doing any, so that an inbox that is never empty does not stop it.
    private static let longestWait: Duration = .seconds(10)
    /// How often it looks for what is due, and for a release that was put in force by a command.
    private static let interval: Duration = .seconds(60)
    /// How many documents are asked for in one transaction.
    private static let batch = 1_000

    private var environment: EngineEnvironment { workshop.environment }
    private var ledger: Ledger { workshop.ledger }

    /// Works until the current task is cancelled.
    func run() async throws {
        while true {
            await bell.wait(atMost: try await work(), clock: environment.clock)
            try Task.checkCancellation()
        }
    }

    /// Does what is due, and says how long there is nothing to do then.
    private func work() async throws -> Duration {
        do throws(StoreError) {
            if settings.trigger == .release { try await askForOutdated() }
            while true {
                let next = try await ledger.nextReevaluation(at: environment.now())
                guard let open = next.open else {
                    return next.due.map { min(Self.interval, max(.zero, $0.since(environment.now()))) } ?? Self.interval
                }
                let began = environment.uptime()
                await makeRoom()
                if Task.isCancelled { return .zero }
                try await process(open)
                if Task.isCancelled { return .zero }
                // Cut short only by a cancellation, which ends the loop.
                try? await environment.clock.sleep(for: max(.zero, began + settings.interval - environment.uptime()))
            }
        } catch {
            logger.warning("Re-evaluation not possible yet", metadata: ["error": "\(error)"])
            return Self.interval
        }
    }

    /// Does everything that is due now, without regard to the rate; for a single pass.
    func drain() async throws(StoreError) {
        if settings.trigger == .release { try await askForOutdated() }
        while !Task.isCancelled, let open = try await ledger.nextReevaluation(at: environment.now()).open {
            try await process(open)
        }
    }

    /// Waits until new documents are done, or have kept it waiting for long.
    private func makeRoom() async {
        let until = environment.uptime() + Self.longestWait
        while !workshop.queue.isIdle, environment.uptime() < until, !Task.isCancelled {
            // Cut short only by a cancellation, which ends the loop.
            try? await environment.clock.sleep(for: Self.patience)
        }
    }

    /// Asks for the documents whose reports were made with another release or model than those in force.
    private func askForOutdated() async throws(StoreError) {
        var filter = ReevaluationFilter()
        do {
            let all = libraries.all
            filter.outdated = try await BlockingThread.value {
                try all.map { ReevaluationFilter.Knowledge(try $0.status()) }
            }
        } catch {
            logger.warning("ATT&CK release not looked up for re-evaluation", metadata: ["error": "\(error)"])
            return
        }
        filter.isOnceForEachCause = true
        let cause =
            "in force: "
            + filter.outdated.map { "\($0.domain) \($0.version), model \($0.model)" }
            .joined(separator: "; ")
        var total = 0
        while !Task.isCancelled {
            let now = environment.now()
            let asked = try await ledger.askForReevaluation(filter, cause: cause, limit: Self.batch, at: now)
            total += asked
            if asked < Self.batch { break }
        }
        if total > 0 { logger.notice("Documents to be mapped anew", metadata: ["count": "\(total)"]) }
    }

    private func process(_ open: OpenReevaluation) async throws(StoreError) {
        var logger = logger
        logger[metadataKey: "document.id"] = "\(open.document)"
        logger[metadataKey: "run.id"] = "\(open.document.reevaluationRun(open.number))"
        guard try await ledger.begin(reevaluation: open.number) else { return }
        let context: WorkflowContext
        do throws(TasktError) {
            let request = Reevaluation.Request(document: open.document, name: open.name, cause: open.cause)
            let id = open.document.reevaluationRun(open.number)
            if open.deferrals > 0 {
                context = try await resumed(id, request, cause: "attempt \(open.deferrals + 1)")
            } else {
                context = try await workshop.engine.execute(Reevaluation.id, input: request, runID: id)
            }
        } catch {
            if error.code == .interrupted { return }
            try await fail(open, "\(error)", logger)
            return
        }
        switch context.status {
        case .completed: try await record(open, context, logger)
        case .cancelled: try await ledger.end(reevaluation: open, .cancelled, at: environment.now())
        case .pending, .running, .failed:
            guard let failure = context.failure, failure.isOfTheMachine else {
                try await fail(open, context.failure?.message ?? "it did not end", logger)
                return
            }
            let delay = workshop.retry.delay(afterFailures: open.deferrals + 1, random: environment.jitter())
            let due = environment.now().advanced(by: delay)
            try await ledger.postpone(reevaluation: open.number, until: due, reason: failure.message)
            logger.warning("Re-evaluation waits for the machine", metadata: ["error": "\(failure.message)"])
        }
    }

    private func resumed(
        _ id: RunID,
        _ request: Reevaluation.Request,
        cause: String
    ) async throws(TasktError) -> WorkflowContext {
        do throws(TasktError) {
            return try await workshop.engine.resume(id, cause: cause)
        } catch  where error.code == .unknownRun {
            return try await workshop.engine.execute(Reevaluation.id, input: request, runID: id)
        }
    }

    private func fail(_ open: OpenReevaluation, _ reason: String, _ logger: Logger) async throws(StoreError) {
        try await ledger.end(reevaluation: open, .failed, reason: reason, at: environment.now())
        logger.warning("Document not mapped anew", metadata: ["error": "\(reason)"])
    }

    private func record(
        _ open: OpenReevaluation,
        _ context: WorkflowContext,
        _ logger: Logger
    ) async throws(StoreError) {
        let now = environment.now()
        do {
            let outcome = try context.result(of: "report", as: Reevaluation.Outcome.self)
            guard let reference = outcome.reference, let origin = reference.origin else {
                try await ledger.end(reevaluation: open, .unchanged, version: outcome.version, at: now)
                logger.info("Document mapped anew: nothing differs", metadata: ["report.version": "\(outcome.version)"])
                return
            }
            let evaluation = try context.result(of: "eval", as: Evaluation.self)
            guard let document = try await ledger.document(open.document),
                let previous = try await ledger.latestReport(on: open.document, in: workshop.outbox),
                outcome.version >= previous.nextVersion
            else {
                try await ledger.end(reevaluation: open, .done, version: outcome.version, at: now)
                return
            }
            let library = libraries.library(of: evaluation.knowledge.release)
            let next = NextReport(
                evaluation,
                on: document,
                origin,
                version: outcome.version,
                after: previous,
                knowledge: try library.mapper(for: evaluation.knowledge).knowledge
            )
            try await ledger.record(ReportEntry(next.report, folder: reference.folder), of: open, at: now)
            try await workshop.followReviews(of: open.document, next.report, with: evaluation, origin)
            logger.notice(
                "Report published",
                metadata: [
                    "document.path": "\(open.name)", "report.folder": "\(reference.folder)",
                    "report.version": "\(outcome.version)", "report.techniques": "\(next.report.techniques.count)",
                ]
            )
        } catch let error as StoreError {
            throw error
        } catch {
            try await fail(open, "\(error)", logger)
        }
    }
}
