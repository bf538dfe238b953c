/// Something that the daemon does beside documents, for as long as it runs.
protocol Upkeep: Sendable {
    /// Works until the current task is cancelled.
    ///
    /// What goes wrong and may be right later is logged, not thrown: an error ends the daemon.
    func run() async throws
}
