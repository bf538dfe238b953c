/// How much more often than by chance two techniques are used by the same actor or shown in the same report.
///
/// J(k, j) = ln((A(k, j) + 10 p(k) p(j) + .01) / ((c(j) + 10) p(k) + .01)), clipped to ±1.5, where A counts common users,
/// c users, and p is the smoothed share; the diagonal is 0.
struct SharedUse: Hashable, Sendable {
    /// Steps of 1.5 / 127, row by row: row j holds what j says about each class.
    let steps: [Int8]
    let count: Int

    private static let clip: Float = 1.5

    init(steps: [Int8], count: Int) {
        self.steps = steps
        self.count = count
    }

    /// Counts lists of classes, each list one actor or one report, each with a weight.
    init(_ lists: [(classes: [Int], weight: Float)], count: Int) {
        var together = [Float](repeating: 0, count: count * count)
        var total: Float = 0
        for list in lists {
            total += list.weight
            for one in list.classes { for other in list.classes { together[one * count + other] += list.weight } }
        }
        var steps = [Int8](repeating: 0, count: count * count)
        let shares = (0..<count).map { (together[$0 * count + $0] + 1) / (total + 4) }
        for one in 0..<count {
            for other in 0..<count where other != one {
                let expected = (together[other * count + other] + 10) * shares[one] + 0.01
                let found = together[one * count + other] + 10 * shares[one] * shares[other] + 0.01
                let value = max(-Self.clip, min(Self.clip, LogScale.approximate(found / expected)))
                steps[other * count + one] = Int8((value / Self.clip * 127).rounded())
            }
        }
        self.steps = steps
        self.count = count
    }

    /// For each class the sum of what the others say about it, weighted by how sure they are.
    func associations(_ promises: [Float]) -> [Float] {
        var sums = [Float](repeating: 0, count: count)
        steps.withUnsafeBufferPointer { steps in
            sums.withUnsafeMutableBufferPointer { sums in
                for other in 0..<count where promises[other] > 0 {
                    let promise = promises[other] * (Self.clip / 127)
                    let row = other &* count
                    for index in 0..<count { sums[index] += Float(steps[row &+ index]) * promise }
                }
            }
        }
        return sums
    }
}
