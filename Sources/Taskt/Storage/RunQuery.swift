/// Which runs a listing shows, and in what order.
///
/// A state, a workflow, and the runs that have not ended are found by an index, so that the first page of a million runs
/// costs what the first page of a hundred does. Further filters are applied along the way, and cost what they pass over.
public struct RunQuery: Hashable, Sendable {
    /// The order of a listing.
    public enum Order: Hashable, Sendable {
        /// The run that was created last first.
        case newestFirst
        /// The run that was created first first.
        case oldestFirst
        /// The highest priority first, and the oldest among equals: the order in which waiting runs are begun.
        case mostUrgentFirst
        /// Runs that wait for a time, the one that is due soonest first.
        case soonestFirst
    }

    /// Runs of this workflow only.
    public var workflow: WorkflowID?
    /// Runs in one of these states only; all where it is empty.
    public var statuses: Set<RunStatus>
    /// Runs created before this instant only.
    public var createdBefore: Timestamp?
    /// Runs created at this instant or later only.
    public var createdSince: Timestamp?
    /// Runs that ended before this instant only.
    public var endedBefore: Timestamp?
    /// Runs in whose history nothing has been recorded since this instant only.
    public var quietSince: Timestamp?
    /// Runs that are not to begin later than this only.
    public var dueBy: Timestamp?
    /// Runs that are to begin later than this only.
    public var dueAfter: Timestamp?
    /// The order.
    public var order: Order
    /// Runs behind this one in the listing only; in the orders by age.
    public var cursor: Int64?
    /// How many runs at most.
    public var limit: Int
    /// How many runs of the listing are left out before the first; a cursor costs less where it can be used.
    public var offset: Int

    /// Asks for runs.
    public init(
        workflow: WorkflowID? = nil,
        statuses: Set<RunStatus> = [],
        createdBefore: Timestamp? = nil,
        createdSince: Timestamp? = nil,
        endedBefore: Timestamp? = nil,
        quietSince: Timestamp? = nil,
        dueBy: Timestamp? = nil,
        dueAfter: Timestamp? = nil,
        order: Order = .newestFirst,
        cursor: Int64? = nil,
        limit: Int = 50,
        offset: Int = 0
    ) {
        self.workflow = workflow
        self.statuses = statuses
        self.createdBefore = createdBefore
        self.createdSince = createdSince
        self.endedBefore = endedBefore
        self.quietSince = quietSince
        self.dueBy = dueBy
        self.dueAfter = dueAfter
        self.order = order
        self.cursor = cursor
        self.limit = limit
        self.offset = offset
    }

    /// Runs that have not ended.
    public static let unfinished: Set<RunStatus> = [.pending, .running]
}

/// A run in a listing, with the figures that are kept of each.
public struct RunOverview: Hashable, Sendable {
    /// Rises with each run of the store: what a listing is continued behind.
    public let number: Int64
    /// The run.
    public let id: RunID
    /// The definition it runs.
    public let workflow: WorkflowID
    /// Where it stands.
    public let status: RunStatus
    /// Which of several waiting runs goes first: the higher.
    public let priority: Int
    /// When it was created.
    public let createdAt: Timestamp
    /// When it may begin, or its next attempt is due; nil where nothing waits for a time.
    public let dueAt: Timestamp?
    /// When something was last recorded of it.
    public let updatedAt: Timestamp
    /// When it ended; nil while it has not.
    public let endedAt: Timestamp?
    /// What it failed by.
    public let failure: TaskFailure?
    /// How many attempts were begun, of all its tasks.
    public let attempts: Int
    /// How many of them ended with the process, since the run was begun or last resumed by hand.
    public let crashes: Int
    /// How long its attempts took, added up.
    public let busy: Duration
    /// How long its attempts waited for their turn, added up.
    public let queueWait: Duration
    /// The run that it was forked from.
    public let forkedFrom: RunID?
    /// The term that owns it, and with it the engine.
    public let term: OwnershipTerm
    /// Whether that engine is alive; nobody drives an unfinished run whose engine is not.
    public let isOwned: Bool

    /// Makes an overview; stores do.
    public init(
        number: Int64,
        id: RunID,
        workflow: WorkflowID,
        status: RunStatus,
        priority: Int,
        createdAt: Timestamp,
        dueAt: Timestamp?,
        updatedAt: Timestamp,
        endedAt: Timestamp?,
        failure: TaskFailure?,
        attempts: Int,
        crashes: Int,
        busy: Duration,
        queueWait: Duration,
        forkedFrom: RunID?,
        term: OwnershipTerm,
        isOwned: Bool
    ) {
        self.number = number
        self.id = id
        self.workflow = workflow
        self.status = status
        self.priority = priority
        self.createdAt = createdAt
        self.dueAt = dueAt
        self.updatedAt = updatedAt
        self.endedAt = endedAt
        self.failure = failure
        self.attempts = attempts
        self.crashes = crashes
        self.busy = busy
        self.queueWait = queueWait
        self.forkedFrom = forkedFrom
        self.term = term
        self.isOwned = isOwned
    }
}
