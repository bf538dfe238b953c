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
    /// One tree.
    struct Tree: Hashable, Sendable {
        /// The input each question looks at, level by level.
        var features: [UInt8]
        /// An input up to this goes left.
        var cuts: [Float]
        /// What each leaf adds.
        var leaves: [Float]
    }

    static let depth = 3
    static let questions = (1 << depth) - 1
    static let answers = 1 << depth

    /// How many inputs the trees look at.
    var inputCount: Int
    /// The logarithm of odds before any tree.
    var start: Float
    var trees: [Tree]

    /// The probability for one row of inputs.
    func probability(_ inputs: UnsafeBufferPointer<Float>) -> Float { Self.logistic(margin(inputs)) }

    /// The logarithm of odds for one row of inputs.
    func margin(_ inputs: UnsafeBufferPointer<Float>) -> Float {
        var sum = start
        for tree in trees {
            tree.features.withUnsafeBufferPointer { features in
                tree.cuts.withUnsafeBufferPointer { cuts in
                    var node = 0
                    for _ in 0..<Self.depth {
                        node = 2 * node + (inputs[Int(features[node])] <= cuts[node] ? 1 : 2)
                    }
                    sum += tree.leaves[node - Self.questions]
                }
            }
        }
        return sum
    }

    static func logistic(_ value: Float) -> Float { 1 / (1 + expf(-value)) }
}
