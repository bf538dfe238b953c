/// When the releases of ATT&CK were published, for bundles that don't name theirs.
///
/// MITRE's STIX 2.0 bundles don't. A release after the last one listed here is named by its date, unless the bundle or
/// the caller names it.
enum ReleaseCalendar {
    private static let releases: [(day: String, version: String)] = [
        ("2022-10-25", "12.0"), ("2022-11-08", "12.1"), ("2023-04-25", "13.0"), ("2023-05-09", "13.1"),
        ("2023-10-31", "14.0"), ("2023-11-14", "14.1"), ("2024-04-23", "15.0"), ("2024-05-02", "15.1"),
        ("2024-10-31", "16.0"), ("2024-11-12", "16.1"), ("2025-04-22", "17.0"), ("2025-05-06", "17.1"),
        ("2025-10-28", "18.0"), ("2025-11-13", "18.1"),
    ]

    /// The release whose newest object was modified on this day: the first published on it or in the week after.
    static func release(modified: String) -> String? {
        guard let modified = CalendarDay(modified) else { return nil }
        for release in releases {
            guard let published = CalendarDay(release.day), published >= modified else { continue }
            return published.ordinal - modified.ordinal <= 7 ? release.version : nil
        }
        return nil
    }
}
