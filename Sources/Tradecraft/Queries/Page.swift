package import Taskt

/// Which part of a listing is asked for.
package struct Page: Hashable, Sendable {
    /// How many entries at most.
    package let limit: Int
    /// How many entries are left out before the first.
    package let offset: Int

    /// A part of a listing.
    package init(limit: Int, offset: Int = 0) {
        self.limit = limit
        self.offset = offset
    }
}

/// A time in the past, as `--since` takes it: `90m`, `24h`, `7d`.
package struct Since: Hashable, Sendable {
    /// How long ago.
    package let duration: Duration

    /// So long ago.
    package init(_ duration: Duration) { self.duration = duration }

    /// Reads a duration; nil where the text is none.
    package init?(_ text: String) {
        guard let duration = ConfigurationValue.text(text).duration, duration > .zero else { return nil }
        self.duration = duration
    }

    /// The duration as it is written: `90m`.
    package var text: String { duration.settingText }

    /// The instant, seen from now.
    package func instant(before now: Timestamp) -> Timestamp {
        Timestamp(microseconds: now.microseconds - duration.wholeMicroseconds)
    }
}
