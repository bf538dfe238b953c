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

    // A sentence has at most a thousand tokens (2,000 bytes), so a block at most 3,000 features.
    private static let slotCount = 8192

    private(set) var hits: [Hit] = []
    private var stamps = [UInt32](repeating: 0, count: slotCount)
    private var positions = [UInt16](repeating: 0, count: slotCount)
    private var stamp: UInt32 = 0

    var isEmpty: Bool { hits.isEmpty }

    /// Looks up the features of a block, replacing what was held.
    mutating func collect(_ block: FeatureBlock, of tokens: [Token], in tables: ModelTables) {
        var hits: [Hit] = []
        swap(&hits, &self.hits)
        hits.removeAll(keepingCapacity: true)
        defer { swap(&hits, &self.hits) }
        if self.stamp == .max {
            for slot in stamps.indices { stamps[slot] = 0 }
            self.stamp = 0
        }
        self.stamp += 1
        let stamp = self.stamp
        tokens.withUnsafeBufferPointer { tokens in
            stamps.withUnsafeMutableBufferPointer { stamps in
                positions.withUnsafeMutableBufferPointer { positions in
                    FeatureExtractor.forEach(block, of: tokens) { key, first, last in
                        guard let found = tables.find(key) else { return }
                        var slot = (found.index &* 0x9E37) & (Self.slotCount - 1)
                        while stamps[slot] == stamp {
                            let position = Int(positions[slot])
                            if hits[position].index == found.index {
                                hits[position].count &+= 1
                                return
                            }
                            slot = (slot + 1) & (Self.slotCount - 1)
                        }
                        stamps[slot] = stamp
                        positions[slot] = UInt16(truncatingIfNeeded: hits.count)
                        hits.append(
                            Hit(
                                index: found.index,
                                firstWeight: found.firstWeight,
                                count: 1,
                                value: 0,
                                first: first,
                                last: last
                            )
                        )
                    }
                }
            }
        }
    }

    /// Sets the values and gives the factor that brings them to a length.
    mutating func scale(to length: Float, _ tables: ModelTables) -> Float {
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
