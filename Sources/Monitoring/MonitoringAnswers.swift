/// What a monitoring server answers.
package struct MonitoringAnswers: Sendable {
    let metrics: @Sendable () async throws -> String
    let stuck: @Sendable () async -> [String]
    let hindrances: @Sendable () async -> [String]

    /// The three answers; each is asked for anew at every request.
    ///
    /// - Parameters:
    ///   - metrics: `/metrics`, in the text format of Prometheus.
    ///   - stuck: `/healthz`: what stands still, in a sentence each; nothing where all goes on.
    ///   - hindrances: `/readyz`: why no work is taken, in a sentence each; nothing where it is.
    package init(
        metrics: @escaping @Sendable () async throws -> String,
        stuck: @escaping @Sendable () async -> [String],
        hindrances: @escaping @Sendable () async -> [String]
    ) {
        self.metrics = metrics
        self.stuck = stuck
        self.hindrances = hindrances
    }
}
