import Testing

@testable import TechniqueMapping

@Suite("Forest")
struct ForestTests {
    /// Three inputs, trees of made-up questions.
    private func forest(trees: Int, seed: UInt64) -> Forest {
        var dice = Dice(seed)
        var forest = Forest(inputCount: 3, start: dice.number(-1...1))
        for _ in 0..<trees {
            forest.add(
                features: (0..<Forest.questions).map { _ in UInt8(dice.roll(3)) },
                cuts: (0..<Forest.questions).map { _ in dice.number(-1...1) },
                leaves: (0..<Forest.answers).map { _ in dice.number(-1...1) }
            )
        }
        return forest
    }

    /// Eight leaves, each reached by its three answers.
    @Test func everyAnswerOfACompleteTreeIsReached() {
        var forest = Forest(inputCount: 3, start: 10)
        forest.add(features: [0, 1, 1, 2, 2, 2, 2], cuts: [0, 0, 0, 0, 0, 0, 0], leaves: [0, 1, 2, 3, 4, 5, 6, 7])
        for leaf in 0..<8 {
            var row = [4, 2, 1].map { leaf & $0 == 0 ? Float(0) : Float(0.001) }
            #expect(row.withUnsafeMutableBufferPointer { forest.margin($0) } == 10 + Float(leaf))
        }
    }

    @Test func theMeanOfForestsAnswersTheMeanOfTheirMargins() {
        let forests = [forest(trees: 5, seed: 1), forest(trees: 8, seed: 2), forest(trees: 1, seed: 3)]
        let mean = Forest.mean(forests)
        #expect(mean.treeCount == 14)
        var dice = Dice(4)
        for _ in 0..<200 {
            var row = (0..<3).map { _ in dice.number(-1.2...1.2) }
            row.withUnsafeMutableBufferPointer { row in
                let expected = forests.reduce(0) { $0 + $1.margin(row) } / 3
                #expect(abs(mean.margin(row) - expected) < 1e-5)
                #expect(mean.probability(row) == Forest.logistic(mean.margin(row)))
            }
        }
        #expect(Forest.mean([forests[0]]) == forests[0])
    }

    @Test func aTreeLessAnswerIsTheStart() {
        var row: [Float] = [9, 9, 9]
        #expect(row.withUnsafeMutableBufferPointer { Forest(inputCount: 3, start: 0).probability($0) } == 0.5)
    }

    /// A tree that is not complete would be read past its end.
    @Test func aTreeThatIsNotCompleteIsNotTaken() async {
        await #expect(processExitsWith: .failure) {
            var forest = Forest(inputCount: 1, start: 0)
            forest.add(features: [0], cuts: [0], leaves: [0, 1])
        }
    }
}
