/// The known features of one block of one sentence, each once, with how often it occurs.
struct FeatureHits {
    /// A known feature.
    struct Hit {
        var index: Int
        var firstWeight: Int
        var count: UInt16
        /// Term weight times inverse document frequency, before scaling to length.
        var value: Float
        /// The positions of the tokens of its first occurrence.
        var first: Int
        var last: Int
    }

    private(set) var hits: [Hit] = []
    /// An open-addressing table over `hits`: the number of the call in the upper half, the position in the lower.
    private var slots = [UInt64](repeating: 0, count: 256)
    private var call: UInt64 = 0
    private var batch = [FeatureBatch.Entry](
        repeating: FeatureBatch.Entry(key: FeatureKey(value: 0), first: 0, last: 0),
        count: FeatureBatch.capacity
    )

    var isEmpty: Bool { hits.isEmpty }

    /// Looks up the features of a block, replacing what was held.
    mutating func collect(
        _ block: FeatureBlock,
        of tokens: [Token],
        in text: TextBytes,
        _ tables: ModelTables
    ) {
        hits.removeAll(keepingCapacity: true)
        newCall()
        var entries: [FeatureBatch.Entry] = []
        swap(&entries, &batch)
        defer { swap(&entries, &batch) }
        tokens.withUnsafeBufferPointer { tokens in
            entries.withUnsafeMutableBufferPointer { entries in
                var batch = FeatureBatch(entries)
                FeatureExtractor.forEach(block, of: tokens, in: text) { key, first, last in
                    if batch.isFull { add(&batch, tables) }
                    batch.append(key, first, last)
                }
                add(&batch, tables)
            }
        }
    }

    private mutating func newCall() {
        call += 1
        if call > UInt64(UInt32.max) {
            for slot in slots.indices { slots[slot] = 0 }
            call = 1
        }
    }

    /// Takes the features of a batch that the model knows, and empties it.
    private mutating func add(_ batch: inout FeatureBatch, _ tables: ModelTables) {
        batch.keepKnown(tables)
        while (hits.count + batch.count) * 2 > slots.count { grow() }
        var hits: [Hit] = []
        swap(&hits, &self.hits)
        let mask = slots.count - 1
        slots.withUnsafeMutableBufferPointer { slots in
            for position in 0..<batch.count {
                let entry = batch[position]
                let index = Int(entry.index)
                var slot = Self.slot(index) & mask
                while slots[slot] >> 32 == call, hits[Self.position(slots[slot])].index != index {
                    slot = (slot &+ 1) & mask
                }
                if slots[slot] >> 32 == call {
                    hits[Self.position(slots[slot])].count &+= 1
                    continue
                }
                slots[slot] = call << 32 | UInt64(truncatingIfNeeded: hits.count)
                hits.append(
                    Hit(
                        index: index,
                        firstWeight: tables.firstWeight(of: index, entry.key),
                        count: 1,
                        value: 0,
                        first: Int(entry.first),
                        last: Int(entry.last)
                    )
                )
            }
        }
        swap(&hits, &self.hits)
        batch.removeAll()
    }

    @inline(__always)
    private static func slot(_ index: Int) -> Int { index &* 0x9E37 }

    @inline(__always)
    private static func position(_ slot: UInt64) -> Int { Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) }

    /// Doubles the table.
    private mutating func grow() {
        let mask = slots.count * 2 - 1
        slots = [UInt64](repeating: 0, count: mask + 1)
        for position in hits.indices {
            var slot = Self.slot(hits[position].index) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = call << 32 | UInt64(position)
        }
    }

    /// Sets the values and gives the factor that brings them to a length.
    mutating func scale(to length: Float, _ tables: ModelTables) -> Float {
        hits.withUnsafeMutableBufferPointer { hits in
            var sum: Float = 0
            for position in hits.indices {
                let value =
                    QuantizedIDF.termWeight(hits[position].count) * QuantizedIDF.value(tables.idf[hits[position].index])
                hits[position].value = value
                sum += value * value
            }
            return sum > 0 ? length / sum.squareRoot() : 0
        }
    }
}
