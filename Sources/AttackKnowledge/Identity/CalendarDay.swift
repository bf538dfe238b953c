/// A day, for telling how far apart two are.
struct CalendarDay: Comparable {
    private let year: Int
    private let month: Int
    private let day: Int

    /// Reads the day that an ISO 8601 date or time begins with.
    init?(_ text: String) {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The number of days since the first of March of the year 0, in the Gregorian calendar.
    var ordinal: Int {
        let year = month > 2 ? year : year - 1
        let month = month > 2 ? month - 3 : month + 9
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1
    }

    static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.ordinal < right.ordinal }
}
