import Metrics

/// The engine's metrics; labels come from closed sets only: workflow, task, outcome.
struct EngineMetrics: Sendable {
    private let factory: any MetricsFactory

    init(factory: any MetricsFactory) { self.factory = factory }

    /// `taskt_runs_total{workflow,outcome}`: runs that ended.
    func runEnded(_ workflow: WorkflowID, _ status: RunStatus) {
        Counter(
            label: "taskt_runs_total",
            dimensions: [("workflow", workflow.rawValue), ("outcome", status.rawValue)],
            factory: factory
        )
        .increment()
    }

    /// `taskt_attempt_duration{workflow,task,outcome}`: how long attempts took.
    func attemptEnded(_ workflow: WorkflowID, _ task: TaskName, _ outcome: AttemptOutcome, _ duration: Duration) {
        let label =
            switch outcome {
            case .succeeded: "succeeded"
            case .failed: "failed"
            case .interrupted: "interrupted"
            }
        Timer(
            label: "taskt_attempt_duration",
            dimensions: [("workflow", workflow.rawValue), ("task", task.rawValue), ("outcome", label)],
            factory: factory
        )
        .recordMicroseconds(duration.wholeMicroseconds)
    }

    /// `taskt_store_retries_total`: commits that failed and were tried again.
    func storeRetried() {
        Counter(label: "taskt_store_retries_total", factory: factory).increment()
    }
}
