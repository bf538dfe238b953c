import Testing

@testable import TechniqueMapping

@Suite("Expected F")
struct ExpectedFTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let probabilities: [Double]
        let betaSquared: Double
        let count: Int
        var testDescription: String { "\(probabilities), \(betaSquared)" }
    }

    /// Worked out by hand: .9 .6 .3 has T = 1.8; for one, two, three members at beta 1 F is .643, .789, .750.
    static let cases = [
        Case(probabilities: [0.9, 0.6, 0.3], betaSquared: 1, count: 2),
        Case(probabilities: [0.9, 0.6, 0.3], betaSquared: 4, count: 3),
        Case(probabilities: [0.9, 0.6, 0.3], betaSquared: 0.25, count: 1),
        Case(probabilities: [], betaSquared: 1, count: 0),
        Case(probabilities: [1], betaSquared: 1, count: 1),
        Case(probabilities: [0, 0], betaSquared: 1, count: 0),
        // Nothing is there with .9, and F of the one is .18.
        Case(probabilities: [0.1], betaSquared: 1, count: 0),
        // Nothing is there with .6, and F of the one is .57.
        Case(probabilities: [0.4], betaSquared: 1, count: 0),
        Case(probabilities: [0.45], betaSquared: 1, count: 1),
    ]

    @Test(arguments: cases)
    func theSetIsTheOneWorkedOutByHand(_ example: Case) {
        #expect(ExpectedF.count(example.probabilities, betaSquared: example.betaSquared) == example.count)
    }

    /// Who wants to miss less is never told less.
    @Test func theSetGrowsWithTheWeightOfMissing() {
        var dice = Dice(17)
        for _ in 0..<2_000 {
            let highest = dice.number(0.01...1)
            let probabilities = (0..<dice.roll(12)).map { _ in Double(dice.number(0...highest)) }.sorted(by: >)
            let counts = Sensitivity.allCases.map { ExpectedF.count(probabilities, betaSquared: $0.betaSquared) }
            #expect(counts == counts.sorted(), "\(probabilities)")
        }
    }
}
