import DocumentText
import Inbox
import Logging
import Taskt

/// Looks after the log file: compresses what was rotated, and rotates what is old while nothing is logged.
struct LogKeeper: Upkeep {
    let output: LogOutput
    let environment: EngineEnvironment
    let logger: Logger

    private static let interval: Duration = .seconds(60)

    /// Tidies up now, after every rotation and every minute, until the current task is cancelled.
    func run() async throws {
        var isFailing = false
        while !Task.isCancelled {
            let failure = await BlockingThread.run { [output] in
                output.check()
                return Self.tidied(output.rotatedFiles) ?? output.takeFailure()
            }
            if let failure = failure ?? nil {
                if !isFailing { logger.warning("Log file not rotated", metadata: ["error": "\(failure)"]) }
                isFailing = true
            } else {
                isFailing = false
            }
            let lost = output.takeLost()
            if lost > 0 { logger.warning("Log lines lost: they could not be written", metadata: ["count": "\(lost)"]) }
            await output.bell.wait(atMost: Self.interval, clock: environment.clock)
        }
    }

    private static func tidied(_ rotation: LogRotation?) -> InboxError? {
        do throws(InboxError) {
            try rotation?.tidy()
            return nil
        } catch {
            return error
        }
    }
}
