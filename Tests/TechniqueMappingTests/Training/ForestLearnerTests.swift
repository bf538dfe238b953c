import Testing

@testable import TechniqueMapping

@Suite("Forest learner")
struct ForestLearnerTests {
    /// A table of made-up rows: the answer is what `answer` says of the inputs.
    private func table(
        _ count: Int,
        inputs: Int,
        seed: UInt64,
        _ answer: (_ row: [Float], _ dice: inout Dice) -> Bool
    ) -> ForestLearner.Table {
        var dice = Dice(seed)
        var table = ForestLearner.Table(inputCount: inputs)
        for _ in 0..<count {
            var row = (0..<inputs).map { _ in dice.number(-1...1) }
            let isTrue = answer(row, &dice)
            row.withUnsafeMutableBufferPointer { table.add($0, answer: isTrue, weight: 1) }
        }
        return table
    }

    private func margin(_ forest: Forest, _ row: [Float]) -> Float {
        var row = row
        return row.withUnsafeMutableBufferPointer { forest.margin($0) }
    }

    /// Neither input says anything alone.
    @Test func itLearnsWhatOnlyTwoInputsTogetherSay() {
        let learned = ForestLearner.learn(
            table(1_500, inputs: 3, seed: 1) { row, _ in (row[0] > 0) != (row[1] > 0) },
            ForestLearner.Options()
        )
        var dice = Dice(99)
        var right = 0
        for _ in 0..<500 {
            let row = (0..<3).map { _ in dice.number(-1...1) }
            if (margin(learned, row) > 0) == ((row[0] > 0) != (row[1] > 0)) { right += 1 }
        }
        #expect(right > 450, "\(right) of 500")
    }

    /// The data fall where the input is in the middle; the answer may not.
    @Test func whereAnInputMayOnlyRiseSoDoesTheAnswer() {
        let hilly = table(1_200, inputs: 2, seed: 3) { row, dice in
            abs(row[0]) < 0.4 ? dice.roll(5) == 0 : dice.roll(5) < 3
        }
        func falls(_ rising: Set<Int>) -> Int {
            let forest = ForestLearner.learn(hilly, ForestLearner.Options(trees: 60, leafRows: 20, rising: rising))
            var falls = 0
            for second: Float in [-0.9, -0.3, 0, 0.5, 1] {
                var last = -Float.infinity
                for step in -50...50 {
                    let value = margin(forest, [Float(step) / 50, second])
                    if value < last - 1e-6 { falls += 1 }
                    last = value
                }
            }
            return falls
        }
        #expect(falls([0]) == 0)
        #expect(falls([]) > 0, "the data would show nothing")
    }

    @Test(arguments: [1, 25, 90])
    func noLeafHasFewerRowsThanAskedFor(_ leafRows: Int) {
        let made = table(600, inputs: 3, seed: 5) { row, dice in row[2] > 0.9 || dice.roll(4) == 0 }
        let forest = ForestLearner.learn(made, ForestLearner.Options(trees: 30, leafRows: leafRows))
        for tree in 0..<forest.treeCount {
            var counts = [Int](repeating: 0, count: Forest.answers)
            for row in 0..<made.count {
                var node = 0
                for _ in 0..<Forest.depth {
                    let question = tree * Forest.questions + node
                    let value = made.inputs[row * 3 + Int(forest.features[question])]
                    node = 2 * node + (value <= forest.cuts[question] ? 1 : 2)
                }
                counts[node - Forest.questions] += 1
            }
            #expect(counts.allSatisfy { $0 == 0 || $0 >= leafRows }, "tree \(tree): \(counts)")
            #expect(counts.count { $0 > 0 } > 1, "the first question is worth asking")
        }
    }

    @Test func theSameRowsGiveTheSameForest() {
        let made = table(400, inputs: 4, seed: 7) { row, dice in row[1] + row[3] > 0 || dice.roll(9) == 0 }
        let options = ForestLearner.Options(trees: 25, leafRows: 10, rising: [1])
        #expect(ForestLearner.learn(made, options) == ForestLearner.learn(made, options))
    }

    @Test(arguments: [true, false])
    func anAnswerThatNeverChangesIsLearnedWithoutATree(_ answer: Bool) {
        let forest = ForestLearner.learn(
            table(300, inputs: 2, seed: 11) { _, _ in answer },
            ForestLearner.Options(trees: 20, leafRows: 10)
        )
        let value = margin(forest, [0, 0])
        #expect(value.isFinite)
        #expect(answer ? value > 6 : value < -6)
    }

    @Test func fromNothingComesAnOpenMind() {
        let forest = ForestLearner.learn(ForestLearner.Table(inputCount: 2), ForestLearner.Options(trees: 3))
        var row: [Float] = [1, 2]
        #expect(row.withUnsafeMutableBufferPointer { forest.probability($0) } == 0.5)
    }

    /// Inputs that all rows share, and inputs with more values than there are bins.
    @Test func constantAndVariedInputsAreBothCut() {
        var table = ForestLearner.Table(inputCount: 2)
        for step in 0..<2_000 {
            var row: [Float] = [5, Float(step)]
            row.withUnsafeMutableBufferPointer { table.add($0, answer: step >= 1_300, weight: 1) }
        }
        let forest = ForestLearner.learn(table, ForestLearner.Options())
        #expect(forest.features.allSatisfy { $0 == 1 || $0 == 0 })
        #expect(margin(forest, [5, 1_250]) < -2)
        #expect(margin(forest, [5, 1_350]) > 2)
    }
}
