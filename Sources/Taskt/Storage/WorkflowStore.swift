/// Where runs are kept: the port that the engine owns and stores implement.
///
/// A store keeps, for each run, its record, its checkpoints and its history. It decides nothing: the engine says what
/// happened, the store makes it durable, whole or not at all.
public protocol WorkflowStore: Sendable {
    /// Opens a new term of ownership, later than every earlier one; it is alive until it is closed or its process ends.
    ///
    /// - Durability: the term is on disk when this returns.
    func openTerm() async throws(StoreError) -> OwnershipTerm

    /// Ends a term: others may take over its runs.
    ///
    /// It need not be durable: a term whose process has ended is closed as well.
    func closeTerm(_ term: OwnershipTerm)

    /// Records a new run with its first events, unless a run of its id is there already.
    ///
    /// - Parameters:
    ///   - run: the record.
    ///   - events: what its history begins with.
    ///   - checkpoints: results that it begins with, of a run that it was forked from.
    ///   - term: the owner.
    /// - Returns: whether the run was recorded now.
    /// - Throws: what the store's medium reports.
    /// - Durability: all of it is on disk when this returns; nothing is when it throws, or all is
    ///   (a commit can succeed and be reported as failed), and then a repeat returns false.
    func create(
        _ run: RunRecord,
        events: [HistoryEvent],
        checkpoints: [Checkpoint],
        term: OwnershipTerm
    ) async throws(StoreError) -> Bool

    /// Takes a run over for a term.
    ///
    /// - Throws: `leaseHeld` where it has not ended and another term that is alive owns it, `unknownRun` where it is not
    ///   there.
    /// - Durability: on disk when this returns.
    func adopt(_ id: RunID, term: OwnershipTerm) async throws(StoreError) -> StoredRun

    /// Appends events to a run's history, with the checkpoint of each `taskCompleted` event among them.
    ///
    /// - Parameters:
    ///   - events: what happened, in order.
    ///   - checkpoints: the results among them.
    ///   - position: how many events the history holds before these. Where the history holds these events already,
    ///     the call changes nothing and succeeds: a commit that succeeded and was reported as failed can be repeated.
    ///   - id: the run.
    ///   - term: the writer's term.
    /// - Throws: `leaseLost` where the run is not owned by this term, `conflict` where the history has another length.
    /// - Durability: all or nothing, on disk when this returns.
    func append(
        _ events: [HistoryEvent],
        checkpoints: [Checkpoint],
        at position: Int,
        to id: RunID,
        term: OwnershipTerm
    ) async throws(StoreError)

    /// Records how far a task has come, in place of what it said before.
    ///
    /// - Throws: `leaseLost` where the run is not owned by this term.
    /// - Durability: on disk when this returns.
    func recordProgress(_ progress: TaskProgress, of id: RunID, term: OwnershipTerm) async throws(StoreError)

    /// A run as it stands, or nil.
    func run(_ id: RunID) async throws(StoreError) -> StoredRun?

    /// Runs, as many as the query allows.
    func runs(_ query: RunQuery) async throws(StoreError) -> [RunOverview]

    /// The runs that have not ended, oldest first.
    func unfinishedRuns() async throws(StoreError) -> [RunID]

    /// When the attempts of a task began that began since an instant, of all runs of a workflow; in any order.
    func starts(of task: TaskName, in workflow: WorkflowID, since: Timestamp) async throws(StoreError) -> [Timestamp]

    /// Deletes up to `limit` ended runs with all that belongs to them, oldest first.
    ///
    /// - Returns: what was deleted; no run where there is nothing left to delete.
    /// - Durability: each run goes whole or not at all; what a crash leaves undone, the next call does.
    func prune(_ retention: Retention, limit: Int) async throws(StoreError) -> PruneReport
}

extension WorkflowStore {
    /// Records a new run with its first events, unless a run of its id is there already.
    public func create(
        _ run: RunRecord,
        events: [HistoryEvent],
        term: OwnershipTerm
    ) async throws(StoreError) -> Bool {
        try await create(run, events: events, checkpoints: [], term: term)
    }
}

/// A fencing token: a store takes writes to a run only from the term that owns it.
public struct OwnershipTerm: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// Rises by one with each term.
    public let number: Int64

    /// Makes a term; stores do.
    public init(number: Int64) { self.number = number }

    /// Orders terms by age.
    public static func < (left: OwnershipTerm, right: OwnershipTerm) -> Bool { left.number < right.number }

    /// The bare number.
    public var description: String { "\(number)" }
}
