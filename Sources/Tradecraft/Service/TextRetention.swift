import Logging
import Taskt

/// Deletes extracted texts that have been kept long enough.
struct TextRetention: Upkeep {
    let ledger: Ledger
    let age: Duration
    let environment: EngineEnvironment
    let logger: Logger

    private static let interval: Duration = .seconds(3_600)
    /// Between two batches, so that documents in work are not held up.
    private static let pause: Duration = .milliseconds(200)

    /// Deletes old texts now and every hour, until the current task is cancelled.
    func run() async throws {
        while true {
            do throws(StoreError) {
                var deleted = 0
                while true {
                    let now = environment.now()
                    let batch = try await ledger.deleteTexts(keptBefore: now.advanced(by: .zero - age), at: now)
                    deleted += batch
                    if batch == 0 { break }
                    // Cut short only by a cancellation, which ends the loop.
                    try? await environment.clock.sleep(for: Self.pause)
                    if Task.isCancelled { return }
                }
                if deleted > 0 { logger.info("Old texts deleted", metadata: ["count": "\(deleted)"]) }
            } catch {
                logger.warning("Old texts not deleted yet", metadata: ["error": "\(error)"])
            }
            try await environment.clock.sleep(for: Self.interval)
        }
    }
}
