/// The features that occur often enough to be learned, by key.
struct Vocabulary {
    /// Sorted.
    let keys: [FeatureKey]
    /// How many rows hold each.
    let rowCounts: [Int32]
    let idf: [UInt8]
    /// In how many rows each must be to be known.
    let minimums: [Int32]

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
        minimums = kept.map { counts[$0]?.minimum ?? 0 }
        let taught = rows.count { $0.isTaught }
        idf = rowCounts.map { QuantizedIDF.code(rows: taught, holding: Int($0)) }
        numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, Int32($0)) })
    }

    /// The number of a feature.
    func number(of key: FeatureKey) -> Int32? { numbers[key.value] }

    /// For each feature, in how many parts of the reports it has how many rows: part by part.
    func rowCounts(_ rows: [TrainingRow], parts: [Int], count: Int) -> [[Int32]] {
        var counts = Array(repeating: [Int32](repeating: 0, count: keys.count), count: count)
        for row in rows where row.isTaught {
            guard let document = row.document else { continue }
            for block in FeatureBlock.allCases {
                for key in Set(row.features[block.rawValue].map(\.value)) {
                    if let number = numbers[key] { counts[parts[document]][Int(number)] += 1 }
                }
            }
        }
        return counts
    }
}
