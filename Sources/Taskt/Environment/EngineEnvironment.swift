public import Logging
public import Metrics

#if canImport(Glibc)
import Glibc
#endif

/// Everything the engine takes from the world, in one value.
///
/// Tests replace what they want to steer; nothing else in the engine reads a clock, draws a number or makes a logger.
public struct EngineEnvironment: Sendable {
    /// What the engine waits on: retry delays and timeouts.
    public var clock: any Clock<Duration>

    /// Monotonic time since an arbitrary origin, for durations.
    public var uptime: @Sendable () -> Duration

    /// Wall-clock time, for what is stored and shown.
    public var now: @Sendable () -> Timestamp

    /// A fresh number in `0..<1`, for jitter.
    public var jitter: @Sendable () -> Double

    /// A fresh, unique run id, for runs whose caller named none.
    public var newRunID: @Sendable () -> RunID

    /// The logger of the engine; each run's is a child of it with the run's ids.
    public var logger: Logger

    /// Where the engine's metrics are made.
    public var metricsFactory: any MetricsFactory

    /// Makes an environment; what is left out comes from the real world, and metrics go nowhere.
    public init(
        clock: any Clock<Duration> = ContinuousClock(),
        uptime: @escaping @Sendable () -> Duration = EngineEnvironment.systemUptime,
        now: @escaping @Sendable () -> Timestamp = EngineEnvironment.systemTime,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        newRunID: @escaping @Sendable () -> RunID = EngineEnvironment.randomRunID,
        logger: Logger = Logger(label: "taskt", factory: { _ in SwiftLogNoOpLogHandler() }),
        metricsFactory: any MetricsFactory = NOOPMetricsHandler.instance
    ) {
        self.clock = clock
        self.uptime = uptime
        self.now = now
        self.jitter = jitter
        self.newRunID = newRunID
        self.logger = logger
        self.metricsFactory = metricsFactory
    }

    /// The system's monotonic clock.
    public static let systemUptime: @Sendable () -> Duration = {
        let origin = ContinuousClock.now
        return { origin.duration(to: .now) }
    }()

    /// The system's wall clock.
    public static let systemTime: @Sendable () -> Timestamp = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// A run id of 75 random bits: `r-` and fifteen characters of Crockford's base 32, in lower case.
    public static let randomRunID: @Sendable () -> RunID = {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return RunID(rawValue: "r-" + String((0..<15).map { _ in alphabet[Int.random(in: 0..<32)] }))
    }
}
