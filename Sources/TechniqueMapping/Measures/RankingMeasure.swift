/// How well scores put what is there before what is not: average precision over pairs of a text and a technique.
///
/// Pairs of an equal score count together, so that the result does not depend on any order among them. The memory is that
/// of the different scores, not of the pairs.
package struct RankingMeasure: Hashable, Sendable {
    private struct Tally: Hashable, Sendable {
        var all = 0
        var gold = 0

        mutating func add(_ all: Int, gold: Int) {
            self.all += all
            self.gold += gold
        }
    }

    private var tallies: [Double: Tally] = [:]
    /// How many pairs are gold, ranked or not.
    package private(set) var goldCount = 0

    /// Makes a measure of nothing.
    package init() {}

    /// Takes a pair.
    package mutating func add(_ score: Double, isGold: Bool) {
        tallies[score, default: Tally()].add(1, gold: isGold ? 1 : 0)
        if isGold { goldCount += 1 }
    }

    /// Takes a pair that is gold and has no score at all: no list, however long, finds it.
    package mutating func addUnranked() { goldCount += 1 }

    /// Takes all that another measure has seen.
    package mutating func add(_ other: RankingMeasure) {
        for (score, tally) in other.tallies {
            tallies[score, default: Tally()].add(tally.all, gold: tally.gold)
        }
        goldCount += other.goldCount
    }

    /// The mean, over all that is gold, of the precision of the list down to it; nil where nothing is gold.
    package var averagePrecision: Double? {
        if goldCount == 0 { return nil }
        var (all, gold, sum) = (0, 0, 0.0)
        for (_, tally) in tallies.sorted(by: { $0.key > $1.key }) {
            all += tally.all
            gold += tally.gold
            sum += Double(tally.gold) * Double(gold) / Double(all)
        }
        return sum / Double(goldCount)
    }

    /// The average precision of one list in its order, best first; nil where nothing is gold.
    ///
    /// - Parameters:
    ///   - isGold: for each entry of the list, whether it is gold.
    ///   - goldCount: how many are gold, in the list or not.
    /// - Returns: the average precision, 0 to 1.
    package static func averagePrecision(of isGold: some Sequence<Bool>, goldCount: Int) -> Double? {
        if goldCount == 0 { return nil }
        var (hits, sum) = (0, 0.0)
        for (place, isGold) in isGold.enumerated() where isGold {
            hits += 1
            sum += Double(hits) / Double(place + 1)
        }
        return sum / Double(goldCount)
    }
}
