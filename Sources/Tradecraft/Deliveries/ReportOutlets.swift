/// What every report goes on to once it is recorded, and whom to wake for it.
struct ReportOutlets: Sendable {
    /// What reports are handed on to; nothing where nothing is configured.
    var targets: [HookTarget] = []
    /// Rung when there may be something to deliver.
    var bell = Doorbell()
}
