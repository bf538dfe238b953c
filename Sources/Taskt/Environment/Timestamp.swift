/// A wall-clock instant: microseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
///
/// Stored and shown, never compared with a monotonic clock's instants.
public struct Timestamp: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// Microseconds since the epoch.
    public let microseconds: Int64

    /// Makes an instant from microseconds since the epoch.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Reads an instant from its bare number of microseconds.
    public init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Writes the instant as its bare number of microseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }

    /// Orders instants by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// The instant `duration` later.
    public func advanced(by duration: Duration) -> Timestamp {
        Timestamp(microseconds: microseconds &+ duration.wholeMicroseconds)
    }

    /// The time from `earlier` to this instant; negative where the clock was set back between the two.
    public func since(_ earlier: Timestamp) -> Duration {
        .microseconds(microseconds - earlier.microseconds)
    }

    /// The instant in ISO 8601, UTC, to the millisecond: `2026-11-22T14:46:07.250Z`.
    ///
    /// Civil date from day number after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
    public var description: String {
        let (seconds, fraction) = microseconds.flooringDivision(by: 1_000_000)
        let (days, secondOfDay) = seconds.flooringDivision(by: 86_400)
        let (era, dayOfEra) = (days + 719_468).flooringDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
        let hours = padded(secondOfDay / 3_600, to: 2)
        let minutes = padded(secondOfDay / 60 % 60, to: 2)
        return "\(date)T\(hours):\(minutes):\(padded(secondOfDay % 60, to: 2)).\(padded(fraction / 1_000, to: 3))Z"
    }
}

extension Duration {
    /// The duration in microseconds, rounded towards zero; the nearest that fits where it is longer than 292,000 years.
    package var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
        if isTooLong { return seconds < 0 ? .min : .max }
        let (sum, isTooLongAfterAll) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return isTooLongAfterAll ? (seconds < 0 ? .min : .max) : sum
    }
}

extension Int64 {
    fileprivate func flooringDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

private func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
