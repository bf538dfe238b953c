#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Boosted decision trees of depth three that give the logarithm of odds.
///
/// Every tree is complete: seven questions, eight answers. A branch that learned less asks a question that always goes left.
struct Forest: Hashable, Sendable {
    static let depth = 3
    static let questions = (1 << depth) - 1
    static let answers = 1 << depth

    /// How many inputs the trees look at.
    let inputCount: Int
    /// The logarithm of odds before any tree.
    var start: Float
    /// The input each question looks at, tree after tree, level by level.
    private(set) var features: [UInt8] = []
    /// An input up to this goes left.
    private(set) var cuts: [Float] = []
    /// What each leaf adds.
    private(set) var leaves: [Float] = []

    init(inputCount: Int, start: Float) {
        self.inputCount = inputCount
        self.start = start
    }

    /// The number of trees.
    var treeCount: Int { leaves.count / Self.answers }

    /// Adds a tree: seven questions, then eight leaves.
    mutating func add(features: [UInt8], cuts: [Float], leaves: [Float]) {
        precondition(
            features.count == Self.questions && cuts.count == Self.questions && leaves.count == Self.answers,
            "a tree of \(features.count) questions and \(leaves.count) leaves"
        )
        self.features += features
        self.cuts += cuts
        self.leaves += leaves
    }

    /// The probability for one row of inputs.
    func probability(_ inputs: UnsafeMutableBufferPointer<Float>) -> Float { Self.logistic(margin(inputs)) }

    /// The logarithm of odds for one row of inputs.
    func margin(_ inputs: UnsafeMutableBufferPointer<Float>) -> Float {
        var sum = start
        let count = treeCount
        features.withUnsafeBufferPointer { features in
            cuts.withUnsafeBufferPointer { cuts in
                leaves.withUnsafeBufferPointer { leaves in
                    var question = 0
                    var leaf = 0
                    for _ in 0..<count {
                        var node = 0
                        for _ in 0..<Self.depth {
                            let place = question &+ node
                            let goesRight = inputs[Int(features[place])] <= cuts[place] ? 0 : 1
                            node = 2 &* node &+ 1 &+ goesRight
                        }
                        sum += leaves[leaf &+ node &- Self.questions]
                        question &+= Self.questions
                        leaf &+= Self.answers
                    }
                }
            }
        }
        return sum
    }

    /// The forest whose logarithm of odds is the mean of several.
    static func mean(_ forests: [Forest]) -> Forest {
        let share = 1 / Float(max(1, forests.count))
        var mean = Forest(inputCount: forests.first?.inputCount ?? 0, start: 0)
        for forest in forests {
            mean.start += forest.start * share
            mean.features += forest.features
            mean.cuts += forest.cuts
            mean.leaves += forest.leaves.map { $0 * share }
        }
        return mean
    }

    static func logistic(_ value: Float) -> Float { 1 / (1 + expf(-value)) }
}
