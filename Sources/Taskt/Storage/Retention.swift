/// Which ended runs are deleted.
public struct Retention: Hashable, Sendable {
    /// Runs that ended before this instant.
    public var endedBefore: Timestamp
    /// Runs in one of these states only; any ended run where it is empty.
    public var statuses: Set<RunStatus>
    /// Runs of this workflow only.
    public var workflow: WorkflowID?

    /// Says which runs to delete.
    public init(endedBefore: Timestamp, statuses: Set<RunStatus> = [], workflow: WorkflowID? = nil) {
        self.endedBefore = endedBefore
        self.statuses = statuses
        self.workflow = workflow
    }
}

/// What a deletion did.
public struct PruneReport: Hashable, Sendable {
    /// How many runs were deleted, with their checkpoints and histories.
    public var runs: Int
    /// How many payload files were deleted.
    public var payloads: Int
    /// The size of those files in bytes.
    public var payloadBytes: Int64

    /// Reports a deletion.
    public init(runs: Int = 0, payloads: Int = 0, payloadBytes: Int64 = 0) {
        self.runs = runs
        self.payloads = payloads
        self.payloadBytes = payloadBytes
    }

    mutating func add(_ other: PruneReport) {
        runs += other.runs
        payloads += other.payloads
        payloadBytes += other.payloadBytes
    }
}
