import Metrics

/// The engine's metrics; labels come from closed sets only: workflow, task, outcome.
struct EngineMetrics: Sendable {
    private let factory: any MetricsFactory
    /// Whether anyone listens: names and labels are not put together for nobody.
    private let isOn: Bool

    init(factory: any MetricsFactory) {
        self.factory = factory
        isOn = !(factory is NOOPMetricsHandler)
    }

    /// `taskt_runs_total{workflow,outcome}`: runs that ended.
    func runEnded(_ workflow: WorkflowID, _ status: RunStatus) {
        guard isOn else { return }
        Counter(
            label: "taskt_runs_total",
            dimensions: [("workflow", workflow.rawValue), ("outcome", status.rawValue)],
            factory: factory
        )
        .increment()
    }

    /// `taskt_attempt_duration{workflow,task,outcome}`: how long attempts took.
    ///
    /// `taskt_attempts_total`, with the same labels, counts them; `taskt_queue_wait{workflow,task}` is how long they
    /// waited for their turn.
    func attemptEnded(
        _ workflow: WorkflowID,
        _ task: TaskName,
        _ outcome: Attempt.Outcome,
        _ duration: Duration,
        _ waited: Duration
    ) {
        guard isOn else { return }
        let label =
            switch outcome {
            case .succeeded: "succeeded"
            case .skipped: "skipped"
            case .failed: "failed"
            case .interrupted: "interrupted"
            }
        let place = [("workflow", workflow.rawValue), ("task", task.rawValue)]
        let dimensions = place + [("outcome", label)]
        Counter(label: "taskt_attempts_total", dimensions: dimensions, factory: factory).increment()
        Timer(label: "taskt_attempt_duration", dimensions: dimensions, factory: factory)
            .recordMicroseconds(duration.wholeMicroseconds)
        if waited > .zero {
            Timer(label: "taskt_queue_wait", dimensions: place, factory: factory)
                .recordMicroseconds(waited.wholeMicroseconds)
        }
    }

    /// `taskt_leases_lost_total`: writes that were refused because another engine had taken the run over.
    func leaseLost() {
        Counter(label: "taskt_leases_lost_total", factory: factory).increment()
    }

    /// `taskt_store_retries_total`: commits that failed and were tried again.
    func storeRetried() {
        Counter(label: "taskt_store_retries_total", factory: factory).increment()
    }
}
