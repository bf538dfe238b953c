/// A piecewise linear map from a margin to a probability, given by knots that rise in both.
package struct CalibrationTable: Hashable, Sendable {
    /// One knot.
    package struct Knot: Hashable, Sendable {
        /// The margin.
        package var margin: Float
        /// The probability there.
        package var probability: Float

        /// Makes a knot.
        package init(margin: Float, probability: Float) {
            self.margin = margin
            self.probability = probability
        }
    }

    /// The knots, by margin.
    package let knots: [Knot]

    /// Makes a table; the knots must rise, or stay, in both coordinates.
    package init(_ knots: [Knot]) { self.knots = knots }

    init(_ pairs: [(Float, Float)]) { knots = pairs.map { Knot(margin: $0.0, probability: $0.1) } }

    /// Whether the knots rise, or stay, in both coordinates, and are probabilities.
    var isSound: Bool {
        let isInRange = knots.allSatisfy { $0.margin.isFinite && (0...1).contains($0.probability) }
        return isInRange
            && zip(knots, knots.dropFirst()).allSatisfy { $0.margin <= $1.margin && $0.probability <= $1.probability }
    }

    /// The same table for margins that count for `shift` less.
    func shifted(by shift: Float) -> CalibrationTable {
        CalibrationTable(knots.map { Knot(margin: $0.margin + shift, probability: $0.probability) })
    }

    /// The probability of a margin; before the first knot and after the last it stays level.
    func probability(_ margin: Float) -> Float {
        guard let first = knots.first, let last = knots.last else { return 0 }
        if margin <= first.margin { return first.probability }
        if margin >= last.margin { return last.probability }
        var index = 1
        while knots[index].margin < margin { index += 1 }
        let low = knots[index - 1]
        let high = knots[index]
        let width = high.margin - low.margin
        guard width > 0 else { return high.probability }
        return low.probability + (high.probability - low.probability) * (margin - low.margin) / width
    }

    /// The smallest margin whose probability reaches `probability`; infinite when none does.
    func margin(reaching probability: Float) -> Float {
        guard let first = knots.first else { return .infinity }
        if first.probability >= probability { return -.infinity }
        for index in knots.indices.dropFirst() where knots[index].probability >= probability {
            let low = knots[index - 1]
            let high = knots[index]
            let rise = high.probability - low.probability
            guard rise > 0 else { return high.margin }
            return low.margin + (high.margin - low.margin) * (probability - low.probability) / rise
        }
        return .infinity
    }
}
