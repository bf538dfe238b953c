/// Learns one class against all others: a linear support vector machine with squared hinge loss, by dual coordinate
/// descent (Hsieh et al., 2008), with a bias as a constant feature.
///
/// The order of the rows comes from a fixed seed, so that the result depends on nothing but the rows.
struct ClassLearner {
    /// What one class learns from: parallel lists.
    struct Examples {
        var rows: [Int32] = []
        /// 1 or -1.
        var signs: [Float] = []
        /// The cost of each row.
        var costs: [Float] = []
    }

    private static let seed: UInt64 = 88_172_645_463_325_252
    /// A row without a part in the solution, this far on its right side, is left alone until the last passes.
    private static let shrinkMargin: Float = 0.3
    private static let fullPasses = 2

    /// One weight for each feature.
    private(set) var weights: [Float]
    private(set) var bias: Float = 0
    private let data: SparseRows

    init(_ data: SparseRows) {
        self.data = data
        weights = [Float](repeating: 0, count: data.featureCount)
    }

    /// Learns from scratch.
    mutating func learn(_ examples: Examples, classIndex: Int, passes: Int) {
        for index in weights.indices { weights[index] = 0 }
        bias = 0
        var random = Self.seed &+ UInt64(classIndex)
        let count = examples.rows.count
        var alphas = [Float](repeating: 0, count: count)
        var active = (0..<count).map { Int32($0) }
        for pass in 0..<passes {
            if pass == max(1, passes - Self.fullPasses) { active = (0..<count).map { Int32($0) } }
            Self.shuffle(&active, &random)
            sweep(examples, &alphas, &active)
        }
    }

    /// The margin of a row of these or other vectors.
    func margin(of row: Int, in data: SparseRows) -> Float {
        weights.withUnsafeBufferPointer { weights in
            var sum = bias
            for place in Int(data.starts[row])..<Int(data.starts[row + 1]) {
                sum += weights[Int(data.entries[place].feature)] * data.entries[place].value
            }
            return sum
        }
    }

    private mutating func sweep(_ examples: Examples, _ alphas: inout [Float], _ active: inout [Int32]) {
        let entries = data.entries
        let starts = data.starts
        let squares = data.squares
        var bias = self.bias
        var kept = 0
        weights.withUnsafeMutableBufferPointer { weights in
            alphas.withUnsafeMutableBufferPointer { alphas in
                active.withUnsafeMutableBufferPointer { active in
                    examples.rows.withUnsafeBufferPointer { rows in
                        for position in 0..<active.count {
                            let example = Int(active[position])
                            let row = Int(rows[example])
                            let sign = examples.signs[example]
                            let diagonal = 0.5 / examples.costs[example]
                            let first = Int(starts[row])
                            let end = Int(starts[row &+ 1])
                            var sum = bias
                            for place in first..<end {
                                sum += weights[Int(entries[place].feature)] * entries[place].value
                            }
                            let alpha = alphas[example]
                            let gradient = sign * sum - 1 + alpha * diagonal
                            if alpha == 0, gradient > Self.shrinkMargin { continue }
                            active[kept] = Int32(truncatingIfNeeded: example)
                            kept &+= 1
                            let next = max(0, alpha - gradient / (squares[row] + 1 + diagonal))
                            let step = (next - alpha) * sign
                            if step == 0 { continue }
                            alphas[example] = next
                            bias += step
                            for place in first..<end {
                                weights[Int(entries[place].feature)] += step * entries[place].value
                            }
                        }
                    }
                }
            }
        }
        self.bias = bias
        active.removeLast(active.count - kept)
    }

    private static func shuffle(_ items: inout [Int32], _ state: inout UInt64) {
        guard items.count > 1 else { return }
        for index in stride(from: items.count - 1, to: 0, by: -1) {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            items.swapAt(index, Int(state % UInt64(index + 1)))
        }
    }
}
