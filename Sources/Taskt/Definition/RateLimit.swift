/// How many attempts of a task may begin in a span of time: at most `count` within any `window`.
///
/// The window slides: attempt *n* begins no sooner than `window` after attempt *n - count* began. It holds across a
/// restart, because the engine reads the latest starts from the history when it first needs them.
public struct RateLimit: Hashable, Sendable {
    /// How many attempts.
    public let count: Int
    /// The span of time.
    public let window: Duration

    /// Allows `count` attempts within any `window`.
    public init(_ count: Int, per window: Duration) {
        self.count = count
        self.window = window
    }

    var defect: String? {
        if count < 1 { return "rate limit: expected 1 or more, found \(count)" }
        if window <= .zero { return "rate limit: expected a window longer than zero, found \(window)" }
        return nil
    }
}
