/// The features that occur often enough to be learned, by key, and those of a base model.
///
/// A feature that the base knows keeps its weight against others, because classes that are taken over were learned with it;
/// and all of the base's count, because the length of a sentence's vector did.
struct Vocabulary {
    /// Sorted.
    let keys: [FeatureKey]
    /// How many rows hold each.
    let rowCounts: [Int32]
    let idf: [UInt8]
    /// In how many rows each must be to be known.
    let minimums: [Int32]

    private let numbers: [UInt32: Int32]

    init(_ rows: [TrainingRow], base: [(key: FeatureKey, idf: UInt8)] = []) {
        var counts: [UInt32: (rows: Int32, minimum: Int32)] = [:]
        for row in rows where row.isTaught {
            for block in FeatureBlock.allCases {
                for key in Set(row.features[block.rawValue].map(\.value)) {
                    counts[key, default: (0, Int32(block.minimumRows))].rows += 1
                }
            }
        }
        let given = Dictionary(base.map { ($0.key.value, $0.idf) }) { first, _ in first }
        let common = counts.filter { $0.value.rows >= $0.value.minimum && given[$0.key] == nil }.keys
        let kept = (Array(common) + given.keys).sorted()
        keys = kept.map { FeatureKey(value: $0) }
        rowCounts = kept.map { counts[$0]?.rows ?? 0 }
        minimums = kept.map { counts[$0]?.minimum ?? 0 }
        let taught = rows.count { $0.isTaught }
        idf = zip(kept, rowCounts).map { given[$0] ?? QuantizedIDF.code(rows: taught, holding: Int($1)) }
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
