#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Learns a forest by gradient boosting on the logistic loss, with histograms of at most 255 bins an input (Friedman, 2001;
/// Newton steps and leaf penalty as in Chen and Guestrin, 2016; monotone inputs by bounds handed down, as in LightGBM).
struct ForestLearner {
    /// How a forest is grown.
    struct Options {
        var trees = 120
        var rate: Double = 0.05
        /// The fewest rows of a leaf.
        var leafRows = 60
        var leafPenalty: Double = 5
        /// The inputs in which the answer may only rise.
        var rising: Set<Int> = []
    }

    /// What is learned from: rows of inputs, answers, weights.
    struct Table {
        let inputCount: Int
        private(set) var inputs: [Float] = []
        private(set) var answers: [Bool] = []
        private(set) var weights: [Float] = []

        init(inputCount: Int) { self.inputCount = inputCount }

        var count: Int { answers.count }

        mutating func add(_ row: UnsafeMutableBufferPointer<Float>, answer: Bool, weight: Float) {
            inputs.append(contentsOf: row)
            answers.append(answer)
            weights.append(weight)
        }

        mutating func add(_ other: Table) {
            inputs += other.inputs
            answers += other.answers
            weights += other.weights
        }
    }

    private static let mostBins = 255

    private let table: Table
    private let options: Options
    private let cuts: [[Float]]
    /// Input by input, row by row.
    private let bins: [UInt8]
    private var margins: [Double]

    /// Learns; the same table and options give the same forest.
    static func learn(_ table: Table, _ options: Options) -> Forest {
        var learner = ForestLearner(table, options)
        return learner.run()
    }

    private init(_ table: Table, _ options: Options) {
        self.table = table
        self.options = options
        var cuts: [[Float]] = []
        var bins: [UInt8] = []
        bins.reserveCapacity(table.count * table.inputCount)
        for input in 0..<table.inputCount {
            let values = (0..<table.count).map { table.inputs[$0 * table.inputCount + input] }
            let found = Self.cuts(values)
            cuts.append(found)
            for value in values { bins.append(UInt8(Self.bin(value, found))) }
        }
        self.cuts = cuts
        self.bins = bins
        margins = Array(repeating: 0, count: table.count)
    }

    /// Where an input may be cut: between its values if they are few, else at its quantiles.
    private static func cuts(_ values: [Float]) -> [Float] {
        let sorted = values.sorted()
        var distinct: [Float] = []
        for value in sorted where distinct.last != value { distinct.append(value) }
        if distinct.count <= mostBins {
            return zip(distinct, distinct.dropFirst()).map { ($0 + $1) / 2 }
        }
        var cuts: [Float] = []
        for step in 1..<mostBins {
            let value = sorted[step * sorted.count / mostBins]
            if cuts.last != value { cuts.append(value) }
        }
        return cuts
    }

    /// The number of cuts below a value.
    private static func bin(_ value: Float, _ cuts: [Float]) -> Int {
        var low = 0
        var high = cuts.count
        while low < high {
            let middle = (low + high) / 2
            if value <= cuts[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func run() -> Forest {
        var sum = 0.0
        var total = 0.0
        for row in 0..<table.count {
            sum += table.answers[row] ? Double(table.weights[row]) : 0
            total += Double(table.weights[row])
        }
        let rate = max(1e-6, min(1 - 1e-6, total > 0 ? sum / total : 0.5))
        let start = log(rate / (1 - rate))
        for row in margins.indices { margins[row] = start }
        var forest = Forest(inputCount: table.inputCount, start: Float(start))
        for _ in 0..<options.trees { grow(into: &forest) }
        return forest
    }

    private struct Node {
        var rows: [Int32]
        var low: Double
        var high: Double
    }

    private mutating func grow(into forest: inout Forest) {
        var slopes = [Double](repeating: 0, count: table.count)
        var curves = slopes
        for row in 0..<table.count {
            let probability = 1 / (1 + exp(-margins[row]))
            let weight = Double(table.weights[row])
            slopes[row] = weight * ((table.answers[row] ? 1 : 0) - probability)
            curves[row] = weight * max(1e-9, probability * (1 - probability))
        }
        var features = [UInt8](repeating: 0, count: Forest.questions)
        var limits = [Float](repeating: .greatestFiniteMagnitude, count: Forest.questions)
        var leaves = [Float](repeating: 0, count: Forest.answers)
        var nodes: [Node?] = Array(repeating: nil, count: Forest.questions + Forest.answers)
        nodes[0] = Node(rows: (0..<Int32(table.count)).map { $0 }, low: -.infinity, high: .infinity)
        for place in 0..<Forest.questions {
            guard let node = nodes[place] else { continue }
            nodes[place] = nil
            guard let split = bestSplit(node, slopes, curves) else {
                // Everything goes left, down to one leaf.
                nodes[2 * place + 1] = node
                continue
            }
            features[place] = UInt8(split.input)
            limits[place] = cuts[split.input][split.bin]
            let column = split.input * table.count
            var left = Node(rows: [], low: node.low, high: node.high)
            var right = left
            for row in node.rows {
                if Int(bins[column + Int(row)]) <= split.bin { left.rows.append(row) } else { right.rows.append(row) }
            }
            if options.rising.contains(split.input) {
                left.high = min(left.high, split.middle)
                right.low = max(right.low, split.middle)
            }
            nodes[2 * place + 1] = left
            nodes[2 * place + 2] = right
        }
        for leaf in 0..<Forest.answers {
            guard let node = nodes[Forest.questions + leaf] else { continue }
            var slope = 0.0
            var curve = 0.0
            for row in node.rows {
                slope += slopes[Int(row)]
                curve += curves[Int(row)]
            }
            let value = options.rate * value(slope, curve, node)
            leaves[leaf] = Float(value)
            for row in node.rows { margins[Int(row)] += Double(Float(value)) }
        }
        forest.add(features: features, cuts: limits, leaves: leaves)
    }

    private func value(_ slope: Double, _ curve: Double, _ node: Node) -> Double {
        max(node.low, min(node.high, slope / (curve + options.leafPenalty)))
    }

    private struct Split {
        var input: Int
        var bin: Int
        var gain: Double
        /// The value between its two sides.
        var middle: Double
    }

    private func bestSplit(_ node: Node, _ slopes: [Double], _ curves: [Double]) -> Split? {
        guard node.rows.count >= 2 * options.leafRows else { return nil }
        var allSlope = 0.0
        var allCurve = 0.0
        for row in node.rows {
            allSlope += slopes[Int(row)]
            allCurve += curves[Int(row)]
        }
        let before = gain(allSlope, allCurve, value(allSlope, allCurve, node))
        var best: Split?
        var slope = [Double](repeating: 0, count: Self.mostBins + 1)
        var curve = slope
        var counts = [Int](repeating: 0, count: Self.mostBins + 1)
        for input in 0..<table.inputCount where !cuts[input].isEmpty {
            for bin in 0...cuts[input].count {
                slope[bin] = 0
                curve[bin] = 0
                counts[bin] = 0
            }
            let column = input * table.count
            for row in node.rows {
                let bin = Int(bins[column + Int(row)])
                slope[bin] += slopes[Int(row)]
                curve[bin] += curves[Int(row)]
                counts[bin] += 1
            }
            var leftSlope = 0.0
            var leftCurve = 0.0
            var leftCount = 0
            let isRising = options.rising.contains(input)
            for bin in cuts[input].indices {
                leftSlope += slope[bin]
                leftCurve += curve[bin]
                leftCount += counts[bin]
                if leftCount < options.leafRows { continue }
                if node.rows.count - leftCount < options.leafRows { break }
                if counts[bin] == 0 { continue }
                let left = value(leftSlope, leftCurve, node)
                let right = value(allSlope - leftSlope, allCurve - leftCurve, node)
                if isRising, left > right { continue }
                let found =
                    gain(leftSlope, leftCurve, left) + gain(allSlope - leftSlope, allCurve - leftCurve, right) - before
                if found > max(1e-9, best?.gain ?? 0) {
                    best = Split(input: input, bin: bin, gain: found, middle: (left + right) / 2)
                }
            }
        }
        return best
    }

    /// How much a leaf with this value lowers the loss, twice.
    private func gain(_ slope: Double, _ curve: Double, _ value: Double) -> Double {
        2 * slope * value - (curve + options.leafPenalty) * value * value
    }
}
