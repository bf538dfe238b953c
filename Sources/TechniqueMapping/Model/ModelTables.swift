/// A model's arrays, read in place.
///
/// Made only after everything in them has been checked.
///
/// `@unchecked Sendable`: pointers into `ModelStorage`, which never changes and which `TechniqueModel` keeps alive.
struct ModelTables: @unchecked Sendable {
    let biases: UnsafeBufferPointer<Float>
    let banks: UnsafeBufferPointer<UInt8>
    let ordinaryNames: UnsafeBufferPointer<UInt64>
    let bucketFeatures: UnsafeBufferPointer<UInt32>
    let bucketWeights: UnsafeBufferPointer<UInt32>
    let fingerprints: UnsafeBufferPointer<UInt16>
    let weightCounts: UnsafeBufferPointer<UInt16>
    let idf: UnsafeBufferPointer<UInt8>
    let scales: UnsafeBufferPointer<UInt8>
    let weightClasses: UnsafeBufferPointer<UInt16>
    let weights: UnsafeBufferPointer<Int8>
    /// The features it was trained on.
    let blocks: [FeatureBlock]
    /// How much the words of a sentence's neighbours count; 0 when they do not.
    let contextWeight: Float

    /// A feature that the model knows.
    struct Hit {
        var index: Int
        var firstWeight: Int
    }

    /// Finds a feature: its bucket, then a walk over the few fingerprints there.
    @inline(__always)
    func find(_ key: FeatureKey) -> Hit? {
        let bucket = key.bucket
        let first = Int(bucketFeatures[bucket])
        let end = Int(bucketFeatures[bucket &+ 1])
        let fingerprint = key.fingerprint
        var index = first
        while index < end {
            if fingerprints[index] == fingerprint {
                var weight = Int(bucketWeights[bucket])
                var before = first
                while before < index {
                    weight &+= Int(weightCounts[before])
                    before &+= 1
                }
                return Hit(index: index, firstWeight: weight)
            }
            index &+= 1
        }
        return nil
    }
}
