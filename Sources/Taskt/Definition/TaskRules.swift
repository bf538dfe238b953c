/// The rules that a task runs under: what it may take, give, and cost.
public struct TaskRules: Sendable {
    /// What the task does, in a sentence.
    public var description: String
    /// The version of the body; a run goes on only under the version that it was begun with.
    public var version: Int
    /// What the input must look like; where there are several inputs, an array of them.
    public var inputSchema: ValueSchema
    /// What the output must look like.
    public var outputSchema: ValueSchema
    /// How long one attempt may take; nil for no limit.
    public var timeout: Duration?
    /// How long the task may take from its first attempt on, with all retries and delays; nil for no limit.
    public var totalTimeout: Duration?
    /// How long an attempt may stay without a heartbeat; nil where it need not give any.
    public var heartbeatTimeout: Duration?
    /// When and how often a failed attempt is followed by another.
    public var retryPolicy: RetryPolicy
    /// How many attempts of this task, of all runs together, may be under way at once; nil for no limit.
    public var limit: Int?
    /// How many attempts of this task may begin in a span of time; nil for no limit.
    public var rateLimit: RateLimit?

    /// Makes rules; what is left out does not restrict.
    public init(
        description: String = "",
        version: Int = 1,
        inputSchema: ValueSchema = .any,
        outputSchema: ValueSchema = .any,
        timeout: Duration? = nil,
        totalTimeout: Duration? = nil,
        heartbeatTimeout: Duration? = nil,
        retryPolicy: RetryPolicy = .never,
        limit: Int? = nil,
        rateLimit: RateLimit? = nil
    ) {
        self.description = description
        self.version = version
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.timeout = timeout
        self.totalTimeout = totalTimeout
        self.heartbeatTimeout = heartbeatTimeout
        self.retryPolicy = retryPolicy
        self.limit = limit
        self.rateLimit = rateLimit
    }

    /// What is wrong with the rules, or nil.
    var defect: String? {
        if let defect = retryPolicy.defect ?? rateLimit?.defect { return defect }
        let limits = [("timeout", timeout), ("total timeout", totalTimeout), ("heartbeat timeout", heartbeatTimeout)]
        for (name, limit) in limits {
            if let limit, limit <= .zero { return "\(name): expected more than zero, found \(limit)" }
        }
        if let limit, limit < 1 { return "limit: expected 1 or more, found \(limit)" }
        return nil
    }
}
