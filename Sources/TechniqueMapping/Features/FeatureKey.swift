/// A feature's name: 31 bits of the hash of its words.
///
/// The upper 15 bits choose a bucket of the model's index, the lower 16 tell the features of a bucket apart. Of 150,000
/// features about five pairs share a name, in training as in use; an unknown feature is taken for a known one once in
/// ten thousand times. Both measured as nothing, and the index costs two bytes a feature instead of eight.
struct FeatureKey: Hashable, Comparable, Sendable {
    static let bucketBits = 15
    static let bucketCount = 1 << bucketBits

    let value: UInt32

    init(value: UInt32) { self.value = value }

    @inline(__always)
    init(hash: UInt64) { value = UInt32(truncatingIfNeeded: hash >> 33) }

    @inline(__always)
    var bucket: Int { Int(value >> 16) }

    @inline(__always)
    var fingerprint: UInt16 { UInt16(truncatingIfNeeded: value) }

    @inline(__always)
    static func < (one: FeatureKey, other: FeatureKey) -> Bool { one.value < other.value }
}
