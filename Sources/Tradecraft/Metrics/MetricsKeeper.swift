import DocumentText
import Inbox
import Logging
import Taskt
import TasktSQLite

/// Counts what has ended, and brings the metrics log and the metrics file up to date, every so often.
struct MetricsKeeper: Upkeep {
    let ledger: Ledger
    let settings: MetricsSettings
    /// The metrics log; nil where it is off.
    let log: MetricsLogWriter?
    let report: MetricsReport
    let environment: EngineEnvironment
    let logger: Logger

    /// Which of the three is in trouble, so that each is reported once.
    private struct Troubles {
        var count = false
        var log = false
        var file = false
    }

    /// How many ends are counted in one transaction.
    private static let batch = 500
    /// How long the last turn may take: the daemon is being waited for.
    private static let lastTurn: Duration = .seconds(1)

    /// Works until the current task is cancelled, and then once more, so that a single pass is logged too.
    func run() async throws {
        var troubles = Troubles()
        await attempt(&troubles.log, "Metrics log not turned off yet") {
            if log == nil { try await ledger.retire(.log) }
        }
        while !Task.isCancelled {
            await turn(&troubles, while: { !Task.isCancelled })
            // Cut short only by a cancellation, which ends the loop.
            try? await environment.clock.sleep(for: settings.interval)
        }
        let end = environment.uptime() + Self.lastTurn
        await turn(&troubles, while: { [environment] in environment.uptime() < end })
        await writeFile(isUp: false, &troubles)
    }

    private func turn(_ troubles: inout Troubles, while isWanted: @escaping @Sendable () -> Bool) async {
        await attempt(&troubles.count, "Ended runs not counted yet") {
            // Known before anything is counted: what every known reader has seen is deleted.
            if log != nil { try await ledger.enrol(.log) }
            while isWanted(), try await ledger.countRunEnds(limit: Self.batch) {}
        }
        await attempt(&troubles.log, "Metrics log not written yet") {
            guard let log else { return }
            _ = try await log.write(while: isWanted)
            try await log.tidy()
        }
        await writeFile(isUp: true, &troubles)
    }

    private func writeFile(isUp: Bool, _ troubles: inout Troubles) async {
        guard let path = settings.textfile else { return }
        await attempt(&troubles.file, "Metrics file not written yet") {
            let text = try await report.text(isUp: isUp)
            let outcome = await BlockingThread.run {
                Result { () throws(InboxError) in try FileBytes.publish(path, Array(text.utf8)) }
            }
            try outcome?.get()
        }
    }

    /// Does something that may fail and be done later, and says so when it begins to fail and when it is right again.
    private func attempt(_ isFailing: inout Bool, _ message: Logger.Message, _ work: () async throws -> Void) async {
        do {
            try await work()
            if isFailing { logger.notice("Metrics up to date again") }
            isFailing = false
        } catch {
            if !isFailing { logger.warning(message, metadata: ["error": "\(error)"]) }
            isFailing = true
        }
    }
}
