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
    /// The step of a feature's weight for one class, 0 if there is none; the classes of a feature are in order.
    @inline(__always)
    func step(of feature: Int, from firstWeight: Int, for classIndex: Int) -> Int8 {
        var first = firstWeight
        var count = Int(weightCounts[feature])
        if count == 0 { return 0 }
        // Half of them go, whichever half it is: no branch depends on what is found.
        while count > 1 {
            let half = count &>> 1
            first &+= Int(weightClasses[first &+ half]) <= classIndex ? half : 0
            count &-= half
        }
        return Int(weightClasses[first]) == classIndex ? weights[first] : 0
    }
}
