/// A figure and what it has to reach.
struct EngineBar: Encodable {
    /// Which side of the bar is the good one.
    enum Side: String, Encodable {
        /// The figure must be the bar or more.
        case atLeast = "at least"
        /// The figure must be the bar or less.
        case atMost = "at most"
    }

    /// What came of it.
    enum Verdict: String, Encodable {
        /// It reaches the bar.
        case met
        /// It does not.
        case missed
        /// It was not measured.
        case unmeasured = "not measured"
    }

    /// What is measured, with its unit.
    let figure: String
    /// The value; nil where it was not measured.
    let value: Double?
    /// Which side of the bar is the good one.
    let side: Side
    /// The bar.
    let bar: Double
    /// What is hoped for beyond the bar.
    let aim: Double?
    /// What came of it.
    let verdict: Verdict

    /// Judges a figure.
    init(_ figure: String, _ value: Double?, _ side: Side, _ bar: Double, aim: Double? = nil) {
        self.figure = figure
        self.value = value
        self.side = side
        self.bar = bar
        self.aim = aim
        verdict = value.map { (side == .atLeast ? $0 >= bar : $0 <= bar) ? .met : .missed } ?? .unmeasured
    }
}
