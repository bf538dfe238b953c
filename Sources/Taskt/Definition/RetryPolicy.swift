/// When and how often a failed task is tried again.
///
/// The delay before attempt *n + 1* is drawn uniformly from `delay(n) * (1 - jitter) ... delay(n)` where
/// `delay(n) = min(maximumDelay, initialDelay * multiplier^(n - 1))`; with `jitter` 1 this is the "full jitter" of
/// Brooker, "Exponential Backoff and Jitter" (2015). There is no delay after the last attempt.
public struct RetryPolicy: Hashable, Sendable {
    /// How many times the task is tried again after its first attempt.
    public var retries: Int
    /// The delay after the first failed attempt.
    public var initialDelay: Duration
    /// What the delay is multiplied by after each further failure.
    public var multiplier: Double
    /// The longest delay.
    public var maximumDelay: Duration
    /// The share of the delay that is left to chance, from 0 (none) to 1 (all).
    public var jitter: Double
    /// Codes that end the task at once, even where the error calls itself transient.
    public var nonRetryableCodes: Set<FailureCode>

    /// Makes a policy.
    public init(
        retries: Int = 0,
        initialDelay: Duration = .seconds(1),
        multiplier: Double = 2,
        maximumDelay: Duration = .seconds(300),
        jitter: Double = 0.5,
        nonRetryableCodes: Set<FailureCode> = []
    ) {
        self.retries = retries
        self.initialDelay = initialDelay
        self.multiplier = multiplier
        self.maximumDelay = maximumDelay
        self.jitter = jitter
        self.nonRetryableCodes = nonRetryableCodes
    }

    /// No second attempt.
    public static let never = RetryPolicy()

    /// Whether the `count`-th failed attempt leaves room for another.
    func retries(after failure: TaskFailure, count: Int) -> Bool {
        failure.isTransient && count <= retries && !nonRetryableCodes.contains(failure.code)
    }

    /// The delay after so many failed attempts, with `random` in `0..<1`.
    public func delay(afterFailures count: Int, random: Double) -> Duration {
        let initial = Double(initialDelay.wholeMicroseconds)
        var base = initial
        for _ in 1..<max(1, count) where base < Double(maximumDelay.wholeMicroseconds) { base *= multiplier }
        let capped = min(base, Double(maximumDelay.wholeMicroseconds))
        return .microseconds(Int64(capped * (1 - jitter * random)))
    }

    /// What is wrong with the policy, or nil.
    var defect: String? {
        if retries < 0 { return "retries: expected 0 or more, found \(retries)" }
        if initialDelay < .zero { return "retry delay: expected zero or more, found \(initialDelay)" }
        if maximumDelay < .zero { return "maximum delay: expected zero or more, found \(maximumDelay)" }
        if !(multiplier >= 1) { return "backoff multiplier: expected 1 or more, found \(multiplier)" }
        if !(0...1).contains(jitter) { return "jitter: expected 0 to 1, found \(jitter)" }
        return nil
    }
}
