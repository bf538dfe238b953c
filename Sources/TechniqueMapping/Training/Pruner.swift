/// Keeps the most important weights of all classes together and turns them over: from classes to features.
enum Pruner {
    /// The weights of each feature, sorted by class; about `count` in all, the same ones for the same classes.
    ///
    /// Those of complete classes all stay, and the others share what is left.
    static func prune(
        _ classes: [LearnedClass],
        featureCount: Int,
        keeping count: Int
    ) -> [[(classIndex: UInt16, weight: Float)]] {
        // Importances are positive, so their bit patterns sort like themselves.
        var histogram = [Int](repeating: 0, count: 1 << 20)
        let given = classes.reduce(0) { $0 + ($1.isComplete ? $1.weights.count : 0) }
        for learned in classes where !learned.isComplete {
            for weight in learned.weights { histogram[Int(weight.importance.bitPattern >> 12)] += 1 }
        }
        var cut = histogram.count
        var total = 0
        while cut > 0, given + total + histogram[cut - 1] <= count {
            cut -= 1
            total += histogram[cut]
        }
        var features = [[(classIndex: UInt16, weight: Float)]](repeating: [], count: featureCount)
        for (index, learned) in classes.enumerated() {
            for weight in learned.weights
            where learned.isComplete || weight.importance.bitPattern >> 12 >= UInt32(cut) {
                features[Int(weight.feature)].append((UInt16(index), weight.value))
            }
        }
        return features
    }
}
