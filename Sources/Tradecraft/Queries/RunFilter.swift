package import Taskt

/// Which runs a listing shows.
package struct RunFilter: Hashable, Sendable {
    /// Runs of this status only.
    package var status: RunStatus?
    /// Runs of this workflow only.
    package var workflow: WorkflowID?
    /// Runs that were created at this instant or later only.
    package var since: Timestamp?
    /// Runs that were created before this instant only.
    package var before: Timestamp?
    /// Runs that should be going on, and of which nothing has been recorded since this instant, only.
    package var quietSince: Timestamp?

    /// A filter that lets everything through but what is said.
    package init(
        status: RunStatus? = nil,
        workflow: WorkflowID? = nil,
        since: Timestamp? = nil,
        before: Timestamp? = nil,
        quietSince: Timestamp? = nil
    ) {
        self.status = status
        self.workflow = workflow
        self.since = since
        self.before = before
        self.quietSince = quietSince
    }
}

/// An instant in the past, as `--since` and `--older-than` of runs take it: `90d`, `12h`, `2026-11-22`,
/// `2026-11-22T14:46:07Z`.
package enum PastInstant: Hashable, Sendable {
    /// So long ago.
    case ago(Duration)
    /// At this time.
    case at(Timestamp)

    /// Reads a duration, or a date or time in ISO 8601, UTC; nil where the text is neither.
    package init?(_ text: String) {
        if let since = Since(text) {
            self = .ago(since.duration)
        } else if let instant = Timestamp(iso8601: text) {
            self = .at(instant)
        } else {
            return nil
        }
    }

    /// The instant, seen from now.
    package func instant(before now: Timestamp) -> Timestamp {
        switch self {
        case .ago(let duration): now.advanced(by: .zero - duration)
        case .at(let instant): instant
        }
    }
}

extension Timestamp {
    /// Reads `2026-11-22`, `2026-11-22T14:46`, `2026-11-22T14:46:07` with an optional fraction and `Z`; UTC.
    init?(iso8601 text: String) {
        let bare = text.hasSuffix("Z") ? text.dropLast() : text[...]
        let halves = bare.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map(Int64.init(digits:))
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2],
            (1970...9_999).contains(year), (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        var (seconds, microseconds): (Int64, Int64) = (0, 0)
        if halves.count == 2 {
            let whole = halves[1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            let parts = whole[0].split(separator: ":", omittingEmptySubsequences: false)
                .map(Int64.init(digits:))
            let fraction = whole.count == 2 ? whole[1] : "0"
            guard (2...3).contains(parts.count), fraction.utf8.count <= 9, Int64(digits: fraction) != nil,
                let hour = parts[0], let minute = parts[1], let second = parts.count == 3 ? parts[2] : 0,
                hour < 24, minute < 60, second < 60
            else { return nil }
            seconds = hour * 3_600 + minute * 60 + second
            microseconds = Int64((fraction + "000000").prefix(6)) ?? 0
        } else if text.hasSuffix("Z") {
            return nil
        }
        // Days before a civil date, with years that begin in March.
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month <= 2 ? month + 9 : month - 3) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        self.init(microseconds: (days * 86_400 + seconds) * 1_000_000 + microseconds)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// Reads a number that is written with digits only.
    fileprivate init?(digits text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.init(text)
    }
}
