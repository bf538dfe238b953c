import AttackKnowledge
import TechniqueMapping
import Testing

/// Every expectation here was worked out by hand.
@Suite struct MeasuresTests {
    private func isNear(_ value: Double?, _ expected: Double) -> Bool {
        value.map { abs($0 - expected) < 1e-12 } ?? false
    }

    private func ids(_ texts: String...) throws -> Set<TechniqueID> {
        Set(try texts.map { try #require(TechniqueID($0)) })
    }

    @Test func aConfusionCountsBothAndEitherSide() throws {
        let confusion = Confusion(found: try ids("T1059", "T1486", "T1105"), gold: try ids("T1486", "T1566"))
        #expect(confusion == Confusion(truePositives: 1, falsePositives: 2, falseNegatives: 1))
        #expect(confusion.accuracy == Accuracy(precision: 1.0 / 3, recall: 0.5, f1: 0.4))
        #expect(confusion.accuracyOfReport == confusion.accuracy)
    }

    struct Empty: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let confusion: Confusion
        let plain: Accuracy
        let ofReport: Accuracy
    }

    @Test(arguments: [
        Empty(
            testDescription: "nothing found where nothing is",
            confusion: Confusion(),
            plain: Accuracy(precision: 0, recall: 0, f1: 0),
            ofReport: Accuracy(precision: 1, recall: 1, f1: 1)
        ),
        Empty(
            testDescription: "something found where nothing is",
            confusion: Confusion(falsePositives: 2),
            plain: Accuracy(precision: 0, recall: 0, f1: 0),
            ofReport: Accuracy(precision: 0, recall: 1, f1: 0)
        ),
        Empty(
            testDescription: "nothing found where something is",
            confusion: Confusion(falseNegatives: 2),
            plain: Accuracy(precision: 0, recall: 0, f1: 0),
            ofReport: Accuracy(precision: 0, recall: 0, f1: 0)
        ),
    ])
    func whatCannotBeDividedFollowsTheProtocol(_ empty: Empty) {
        #expect(empty.confusion.accuracy == empty.plain)
        #expect(empty.confusion.accuracyOfReport == empty.ofReport)
    }

    @Test func averagePrecisionIsTheMeanPrecisionDownToEachRightPair() throws {
        var measure = RankingMeasure()
        #expect(measure.averagePrecision == nil)
        measure.add(0.7, isGold: true)
        measure.add(0.9, isGold: true)
        measure.add(0.8, isGold: false)
        measure.add(0.1, isGold: false)
        // Right at places 1 and 3: (1/1 + 2/3) / 2.
        #expect(isNear(measure.averagePrecision, 5.0 / 6))
        measure.addUnranked()
        // A third right one that no list finds.
        #expect(isNear(measure.averagePrecision, 5.0 / 9))
    }

    @Test func pairsOfEqualScoreCountTogether() throws {
        var first = RankingMeasure()
        first.add(0.5, isGold: true)
        first.add(0.5, isGold: false)
        first.add(0.2, isGold: true)
        // The tie has precision 1/2, the last 2/3: (1/2 + 2/3) / 2.
        #expect(isNear(first.averagePrecision, 7.0 / 12))
        var second = RankingMeasure()
        second.add(0.2, isGold: true)
        second.add(0.5, isGold: false)
        var third = RankingMeasure()
        third.add(0.5, isGold: true)
        second.add(third)
        #expect(first == second)
    }

    @Test func theAveragePrecisionOfOneListKeepsItsOrder() {
        #expect(isNear(RankingMeasure.averagePrecision(of: [false, true, true], goldCount: 4), 7.0 / 24))
        #expect(RankingMeasure.averagePrecision(of: [false], goldCount: 0) == nil)
    }

    @Test func aHitIsOneRightTechniqueAmongTheBest() throws {
        var measure = HitMeasure(depths: [1, 3])
        #expect(measure.shares.isEmpty)
        let order = try ["T1059", "T1486", "T1105", "T1566"].map { try #require(TechniqueID($0)) }
        measure.add(order, gold: try ids("T1059"))
        measure.add(order, gold: try ids("T1105", "T1566"))
        measure.add(order, gold: try ids("T1566"))
        measure.add(order, gold: [])
        measure.add([], gold: try ids("T1566"))
        #expect(measure.shares.map(\.share) == [0.25, 0.5])
        #expect(measure.shares.map(\.depth) == [1, 3])
    }

    @Test func calibrationComparesTheMeanScoreOfABinWithItsShareOfRightPairs() throws {
        var measure = CalibrationMeasure()
        measure.add(0.1, isGold: true)
        #expect(measure.outcome == nil)
        measure.add(0.5, isGold: true)
        measure.add(0.5, isGold: false)
        measure.add(0.9, isGold: true)
        measure.add(1, isGold: false)
        let outcome = try #require(measure.outcome)
        #expect(outcome.count == 4)
        #expect(outcome.bins.map(\.count) == [0, 0, 0, 0, 0, 2, 0, 0, 0, 2])
        // The sixth bin is right as often as it says; the last says 0.95 and is right half of the time.
        #expect(isNear(outcome.expectedError, 0.225))
        #expect(isNear(outcome.brierScore, 0.3775))
        #expect(outcome.bins[9].rightShare == 0.5)
        #expect(outcome.bins[5].lower == 0.5)
    }

    @Test func theFoldOfADocumentDependsOnItsNameAlone() {
        let docs = (0..<1_000).map { "report \($0)" }
        let folds = docs.map { CrossValidationFold.of($0, among: 5) }
        #expect(folds == docs.map { CrossValidationFold.of($0, among: 5) })
        for fold in 0..<5 { #expect((150...250).contains(folds.filter { $0 == fold }.count)) }
    }
}
