/// What was learned for one class, its largest weights only.
struct LearnedClass: Sendable {
    struct Weight: Sendable {
        var feature: Int32
        var value: Float
        /// How much the weight matters over the whole text: its size times a power of how often the feature occurs.
        var importance: Float
    }

    var bias: Float
    /// By feature.
    var weights: [Weight]
    /// Whether all of its weights stay, whatever they matter: those of a base model were chosen when that was trained.
    var isComplete = false
}

extension LearnedClass {
    /// No class keeps more than this, which no class comes near when the model is pruned.
    private static let mostWeights = 8000

    init(_ learner: ClassLearner, importance: [Float]) {
        bias = learner.bias
        var histogram = [Int32](repeating: 0, count: 1 << 16)
        for (feature, weight) in learner.weights.enumerated() where weight != 0 {
            histogram[Int((abs(weight) * importance[feature]).bitPattern >> 16)] += 1
        }
        var cut = histogram.count
        var total = 0
        while cut > 0, total + Int(histogram[cut - 1]) <= Self.mostWeights {
            cut -= 1
            total += Int(histogram[cut])
        }
        var weights: [Weight] = []
        weights.reserveCapacity(total)
        for (feature, weight) in learner.weights.enumerated() where weight != 0 {
            let size = abs(weight) * importance[feature]
            if size.bitPattern >> 16 >= UInt32(cut) {
                weights.append(Weight(feature: Int32(feature), value: weight, importance: size))
            }
        }
        self.weights = weights
    }

    /// A class that is taken over.
    init(_ inherited: Inheritance.Class, _ vocabulary: Vocabulary) {
        bias = inherited.bias
        weights = inherited.weights.compactMap { weight in
            vocabulary.number(of: weight.key).map { Weight(feature: $0, value: weight.value, importance: 0) }
        }
        isComplete = true
    }
}
