import Testing

@testable import TechniqueMapping

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("Shared use")
struct SharedUseTests {
    private let step: Double = 1.5 / 127

    /// The formula in full, with doubles and sets.
    private func expected(_ one: Int, _ other: Int, _ lists: [(classes: [Int], weight: Float)]) -> Double {
        func sum(_ isWanted: ([Int]) -> Bool) -> Double {
            lists.reduce(0) { $0 + (isWanted($1.classes) ? Double($1.weight) : 0) }
        }
        let total = sum { _ in true }
        func share(_ index: Int) -> Double { (sum { $0.contains(index) } + 1) / (total + 4) }
        let together = sum { $0.contains(one) && $0.contains(other) }
        let value = log(
            (together + 10 * share(one) * share(other) + 0.01)
                / ((sum { $0.contains(other) } + 10) * share(one) + 0.01)
        )
        return max(-1.5, min(1.5, value))
    }

    @Test func itIsTheFormulaInStepsOfAByte() {
        var dice = Dice(23)
        let count = 6
        let lists = (0..<40)
            .map { _ in
                (classes: (0..<count).filter { _ in dice.roll(3) == 0 }, weight: dice.number(0.2...1.5))
            }
        let usage = SharedUse(lists, count: count)
        for other in 0..<count {
            for one in 0..<count {
                let found = Double(usage.steps[other * count + one]) * step
                if one == other {
                    #expect(found == 0)
                    continue
                }
                let value = expected(one, other, lists)
                #expect(abs(found - value) < step, "\(one), \(other)")
            }
        }
    }

    @Test func whatIsNeverOrAlwaysTogetherIsClipped() {
        let usage = SharedUse([(classes: [0, 1], weight: 1), (classes: [2], weight: 5_000)], count: 3)
        #expect(usage.steps[1] == 127)
        #expect(usage.steps[2] == -127)
    }

    @Test func associationsAddWhatTheOthersSay() {
        let usage = SharedUse(steps: [0, 127, -127, 50, 0, 10, 1, 2, 0], count: 3)
        let sums = usage.associations([1, 0, 0.5])
        let unit = Float(step)
        for (sum, wanted) in zip(sums, [0.5 * unit, 127 * unit + unit, -127 * unit]) {
            #expect(abs(sum - wanted) < 1e-5)
        }
        #expect(usage.associations([0, 0, 0]) == [0, 0, 0])
    }
}
