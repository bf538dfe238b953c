#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The time this thread has worked: what other programs do on the machine does not count.
enum ThreadTime {
    /// How long the fastest of three calls took.
    static func fastest(_ body: () -> Void) -> Duration {
        var best: Duration = .seconds(3600)
        for _ in 0..<3 {
            let start = now()
            body()
            best = min(best, now() - start)
        }
        return best
    }

    private static func now() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
