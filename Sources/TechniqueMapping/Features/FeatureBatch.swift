/// A few hundred features on their way to the model, so that many lookups are under way at the same time.
struct FeatureBatch {
    /// A feature and where in the sentence it stands.
    struct Entry {
        var key: FeatureKey
        var first: Int32
        var last: Int32
        /// Its index in the model, after `keepKnown`.
        var index: Int32 = -1
    }

    static let capacity = 256

    private let entries: UnsafeMutableBufferPointer<Entry>
    private(set) var count = 0

    /// A batch in the memory handed over, which holds `capacity` entries.
    init(_ entries: UnsafeMutableBufferPointer<Entry>) { self.entries = entries }

    var isFull: Bool { count == Self.capacity }

    @inline(__always)
    subscript(index: Int) -> Entry { entries[index] }

    @inline(__always)
    mutating func append(_ key: FeatureKey, _ first: Int, _ last: Int) {
        entries[count] = Entry(
            key: key,
            first: Int32(truncatingIfNeeded: first),
            last: Int32(truncatingIfNeeded: last)
        )
        count &+= 1
    }

    /// Leaves only the features that the model knows, in their order.
    @inline(__always)
    mutating func keepKnown(_ tables: ModelTables) {
        var kept = 0
        for position in 0..<count {
            var entry = entries[position]
            let index = tables.position(of: entry.key)
            entry.index = Int32(truncatingIfNeeded: index)
            // Written in any case, and written over by the next one if it is unknown.
            entries[kept] = entry
            kept &+= index < 0 ? 0 : 1
        }
        count = kept
    }

    mutating func removeAll() { count = 0 }
}
