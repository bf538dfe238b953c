/// Where a run stands.
public enum RunStatus: String, Codable, Sendable, CaseIterable {
    /// Recorded, and not begun.
    case pending
    /// Begun, and not ended; also what a run is after a crash, until it is resumed.
    case running
    /// Every task's result is recorded.
    case completed
    /// A task failed for good.
    case failed
    /// Stopped by hand.
    case cancelled

    /// Whether the run has ended.
    public var isTerminal: Bool { self == .completed || self == .failed || self == .cancelled }
}
