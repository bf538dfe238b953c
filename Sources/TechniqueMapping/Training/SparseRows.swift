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
    ///   - isKnown: whether a feature counts in the row at a position; all do by default.
    init(_ rows: [TrainingRow], _ vocabulary: Vocabulary, isKnown: (Int, Int32) -> Bool = { _, _ in true }) {
        var flat: [Entry] = []
        var starts: [Int32] = [0]
        var squares: [Float] = []
        for (place, row) in rows.enumerated() {
            var square: Float = 0
            for block in FeatureBlock.allCases {
                square += Self.append(row.features[block.rawValue], block, vocabulary, &flat) { isKnown(place, $0) }
            }
            starts.append(Int32(flat.count))
            squares.append(square)
        }
        entries = .allocate(capacity: flat.count)
        _ = entries.initialize(from: flat)
        self.starts = .allocate(capacity: starts.count)
        _ = self.starts.initialize(from: starts)
        self.squares = .allocate(capacity: squares.count)
        _ = self.squares.initialize(from: squares)
        featureCount = vocabulary.keys.count
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
    ) -> Float {
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
        guard sum > 0 else { return 0 }
        let factor = block.weight / sum.squareRoot()
        for place in first..<flat.count { flat[place].value *= factor }
        return block.weight * block.weight
    }
}
