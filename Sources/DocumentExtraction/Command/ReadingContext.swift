package import DocumentText
import Glibc

/// What a reader may use and cost.
package struct ReadingContext: Sendable {
    /// What the document may cost.
    package let limits: ExtractionLimits

    /// What is switched on.
    package let options: ExtractionOptions

    /// When reading began, in milliseconds of the clock that never goes back.
    private let start: Int

    /// A context for one document.
    package init(limits: ExtractionLimits = ExtractionLimits(), options: ExtractionOptions = ExtractionOptions()) {
        self.limits = limits
        self.options = options
        start = Self.now()
    }

    /// How many milliseconds are left until `share` hundredths of the time are used up; what can wait should not begin
    /// when there are none.
    func millisecondsLeft(ofHundredths share: Int) -> Int {
        let allowed = limits.wallMilliseconds.multipliedReportingOverflow(by: share)
        return (allowed.overflow ? Int.max : allowed.partialValue / 100) - (Self.now() - start)
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
