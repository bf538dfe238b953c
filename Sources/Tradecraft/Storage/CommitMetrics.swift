import Metrics
import Taskt
import TasktSQLite

/// What the commits of the database cost.
struct CommitMetrics: Sendable {
    /// `taskt_commit_writes`: how many writes shared a commit.
    private let writes: Recorder
    /// `taskt_commit_duration`: how long a commit took, the sync included.
    private let duration: Metrics.Timer

    private init(_ factory: any MetricsFactory) {
        writes = Recorder(label: "taskt_commit_writes", factory: factory)
        duration = Timer(label: "taskt_commit_duration", factory: factory)
    }

    /// What a database tells its commits to; nil where nobody listens.
    static func observer(_ factory: any MetricsFactory) -> (@Sendable (CommitReport) -> Void)? {
        guard !(factory is NOOPMetricsHandler) else { return nil }
        let metrics = CommitMetrics(factory)
        return { commit in
            metrics.writes.record(commit.writes)
            metrics.duration.recordMicroseconds(commit.duration.wholeMicroseconds)
        }
    }
}
