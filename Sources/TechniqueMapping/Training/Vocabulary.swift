/// The features that occur often enough to be learned, by key.
struct Vocabulary {
    /// Sorted.
    let keys: [FeatureKey]
    /// How many rows hold each.
    let rowCounts: [Int32]
    let idf: [UInt8]

    private let numbers: [UInt32: Int32]

    init(_ rows: [TrainingRow]) {
        var counts: [UInt32: (rows: Int32, minimum: Int32)] = [:]
        for row in rows where row.isTaught {
            for block in FeatureBlock.allCases {
                for key in Set(row.features[block.rawValue].map(\.value)) {
                    counts[key, default: (0, Int32(block.minimumRows))].rows += 1
                }
            }
        }
        let kept = counts.filter { $0.value.rows >= $0.value.minimum }.keys.sorted()
        keys = kept.map { FeatureKey(value: $0) }
        rowCounts = kept.map { counts[$0]?.rows ?? 0 }
        let taught = rows.count { $0.isTaught }
        idf = rowCounts.map { QuantizedIDF.code(rows: taught, holding: Int($0)) }
        numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, Int32($0)) })
    }

    func number(of key: FeatureKey) -> Int32? { numbers[key.value] }
}
