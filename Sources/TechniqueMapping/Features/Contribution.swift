/// How much one feature of a sentence speaks for a technique.
struct Contribution {
    /// The position of its first token.
    var first: Int
    /// The position of its last token.
    var last: Int
    /// What it adds to the margin.
    var value: Float
}

extension ModelTables {
    /// The weight of a feature for one class, if there is one; the classes of a feature are in order.
    func weight(of feature: Int, from firstWeight: Int, for classIndex: Int) -> Float? {
        var low = firstWeight
        var high = firstWeight + Int(weightCounts[feature])
        while low < high {
            let middle = (low + high) / 2
            let found = Int(weightClasses[middle])
            if found == classIndex { return Float(weights[middle]) * WeightScale.value(scales[feature]) }
            if found < classIndex { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
