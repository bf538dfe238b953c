import Taskt
import TasktSQLite

/// What others may ask a daemon while it runs.
package struct DaemonObserver: Sendable {
    let ledger: Ledger
    let report: MetricsReport
    let health: ServiceHealth
    let patience: ServiceHealth.Patience
    let uptime: @Sendable () -> Duration

    /// The metrics as of now, in the text format of Prometheus.
    ///
    /// - Returns: the text.
    /// - Throws: where the database cannot be read.
    package func metrics() async throws -> String {
        do throws(StoreError) {
            while try await ledger.countRunEnds(limit: 500) {}
        } catch {
            // What cannot be counted now, on a full disk, is counted later: the rest is told all the same.
        }
        return try await report.text(isUp: true)
    }

    /// What stands still, in a sentence each; nothing where all goes on.
    package var stuck: [String] { health.stuck(at: uptime(), patience) }

    /// Why no document is taken, in a sentence each; nothing where they are.
    package var hindrances: [String] { health.hindrances }
}
