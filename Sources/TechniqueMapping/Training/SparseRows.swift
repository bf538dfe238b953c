/// The rows as vectors: what the learner walks over.
///
/// `@unchecked Sendable`: written in `init` only, freed in `deinit`, read by all learning threads between.
final class SparseRows: @unchecked Sendable {
    /// One coordinate.
    struct Entry {
        var feature: Int32
        var value: Float
    }

    let entries: UnsafeMutableBufferPointer<Entry>
    let starts: UnsafeMutableBufferPointer<Int32>
    /// The squared length of each row.
    let squares: UnsafeMutableBufferPointer<Float>
    let featureCount: Int

    var count: Int { squares.count }

    /// Makes the vectors.
    ///
    /// - Parameters:
    ///   - rows: the rows, in order.
    ///   - vocabulary: the features.
    ///   - context: how much the words of a report's neighbouring rows count.
    ///   - isKnown: whether a feature counts in the row at a position; all do by default.
    init(
        _ rows: [TrainingRow],
        _ vocabulary: Vocabulary,
        context: Float,
        isKnown: (Int, Int32) -> Bool = { _, _ in true }
    ) {
        var own: [Entry] = []
        var parts: [(start: Int, words: Int, end: Int)] = []
        for (place, row) in rows.enumerated() {
            let start = own.count
            var words = start
            for block in FeatureBlock.allCases {
                Self.append(row.features[block.rawValue], block, vocabulary, &own) { isKnown(place, $0) }
                if block == .words { words = own.count }
            }
            parts.append((start, words, own.count))
        }
        var flat: [Entry] = []
        var starts: [Int32] = [0]
        var squares: [Float] = []
        for place in rows.indices {
            let neighbours = context > 0 && rows[place].document != nil ? [place - 1, place + 1] : []
            let shared = neighbours.filter { rows.indices.contains($0) && rows[$0].document == rows[place].document }
            let first = flat.count
            flat += Self.sum(
                own[parts[place].start..<parts[place].end],
                shared.map { own[parts[$0].start..<parts[$0].words] },
                context
            )
            starts.append(Int32(flat.count))
            squares.append(flat[first...].reduce(0) { $0 + $1.value * $1.value })
        }
        entries = .allocate(capacity: flat.count)
        _ = entries.initialize(from: flat)
        self.starts = .allocate(capacity: starts.count)
        _ = self.starts.initialize(from: starts)
        self.squares = .allocate(capacity: squares.count)
        _ = self.squares.initialize(from: squares)
        featureCount = vocabulary.keys.count
    }

    /// A vector and a part of some others; coordinates in order.
    private static func sum(_ own: ArraySlice<Entry>, _ others: [ArraySlice<Entry>], _ share: Float) -> [Entry] {
        if others.isEmpty { return Array(own) }
        var sums: [Int32: Float] = [:]
        for entry in own { sums[entry.feature, default: 0] += entry.value }
        for other in others { for entry in other { sums[entry.feature, default: 0] += entry.value * share } }
        return sums.sorted { $0.key < $1.key }.map { Entry(feature: $0.key, value: $0.value) }
    }

    deinit {
        entries.deallocate()
        starts.deallocate()
        squares.deallocate()
    }

    private static func append(
        _ keys: [FeatureKey],
        _ block: FeatureBlock,
        _ vocabulary: Vocabulary,
        _ flat: inout [Entry],
        _ isKnown: (Int32) -> Bool
    ) {
        let numbers = keys.compactMap { vocabulary.number(of: $0) }.filter(isKnown).sorted()
        let first = flat.count
        var sum: Float = 0
        var index = 0
        while index < numbers.count {
            let number = numbers[index]
            var repeats: UInt16 = 0
            while index < numbers.count, numbers[index] == number {
                repeats &+= 1
                index += 1
            }
            let value = QuantizedIDF.termWeight(repeats) * QuantizedIDF.value(vocabulary.idf[Int(number)])
            flat.append(Entry(feature: number, value: value))
            sum += value * value
        }
        guard sum > 0 else { return }
        let factor = block.weight / sum.squareRoot()
        for place in first..<flat.count { flat[place].value *= factor }
    }
}
