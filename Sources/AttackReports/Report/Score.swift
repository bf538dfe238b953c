/// The one way in which a report keeps a score: within 0 and 1, and to four decimals.
///
/// More decimals say nothing about a match, and would make two runs that differ in the last bit differ in every file.
enum Score {
    /// The score as a report keeps it; what is not a number becomes 0.
    static func kept(_ score: Double) -> Double {
        guard score.isFinite else {
            return 0
        }
        return Double(Int(min(max(score, 0), 1) * 10_000 + 0.5)) / 10_000
    }

    /// The score in whole hundredths, as the Navigator and the pages show it.
    static func hundredths(_ score: Double) -> Int {
        Int(kept(score) * 100 + 0.5)
    }
}
