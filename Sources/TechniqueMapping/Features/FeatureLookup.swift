extension ModelTables {
    /// Four fingerprints at a time: each lane of a word.
    private static let lanes: UInt64 = 0x0001_0001_0001_0001
    private static let signs: UInt64 = 0x8000_8000_8000_8000

    /// The index of a feature, or -1.
    ///
    /// Most features of a text are unknown, and which are is as good as random: so the usual bucket, of up to eight
    /// features, is compared without a branch that depends on it.
    @inline(__always)
    func position(of key: FeatureKey) -> Int {
        let first = Int(bucketFeatures[key.bucket])
        let count = Int(bucketFeatures[key.bucket &+ 1]) &- first
        guard count <= 8, first &+ 8 <= fingerprints.count, let start = UnsafeRawPointer(fingerprints.baseAddress)
        else {
            return positionByWalk(key, first, count)
        }
        let wanted = UInt64(key.fingerprint) &* Self.lanes
        let words = start + first &* 2
        let low = Self.equalLanes(UInt64(littleEndian: words.loadUnaligned(as: UInt64.self)) ^ wanted)
        let high = Self.equalLanes(
            UInt64(littleEndian: words.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) ^ wanted
        )
        // The first equal lane; 8 where there is none, because a word without bits has 64 trailing zeros.
        let isLow = low != 0
        let lane = (isLow ? low : high).trailingZeroBitCount &>> 4 &+ (isLow ? 0 : 4)
        return lane < count ? first &+ lane : -1
    }

    /// The sign bits of the lanes that are zero; above the lowest of them a bit may be set for no reason.
    @inline(__always)
    private static func equalLanes(_ word: UInt64) -> UInt64 { (word &- lanes) & ~word & signs }

    private func positionByWalk(_ key: FeatureKey, _ first: Int, _ count: Int) -> Int {
        for index in first..<first + count where fingerprints[index] == key.fingerprint { return index }
        return -1
    }

    /// Where the weights of a known feature begin.
    @inline(__always)
    func firstWeight(of index: Int, _ key: FeatureKey) -> Int {
        let first = Int(bucketFeatures[key.bucket])
        let before = index &- first
        // Up to seven counts are added up four at a time; their sum must fit into one of four lanes.
        guard before < 8, first &+ 8 <= weightCounts.count, biases.count < 8192,
            let start = UnsafeRawPointer(weightCounts.baseAddress)
        else {
            return Int(bucketWeights[key.bucket]) &+ weightCounts[first..<index].reduce(0) { $0 + Int($1) }
        }
        let words = start + first &* 2
        let low = UInt64(littleEndian: words.loadUnaligned(as: UInt64.self)) & Self.firstLanes(min(before, 4))
        let high =
            UInt64(littleEndian: words.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            & Self.firstLanes(max(before &- 4, 0))
        return Int(bucketWeights[key.bucket]) &+ Int(((low &+ high) &* Self.lanes) &>> 48)
    }

    /// All bits of the first lanes, of none to four of them.
    @inline(__always)
    private static func firstLanes(_ count: Int) -> UInt64 { (1 << UInt64(truncatingIfNeeded: count &* 16)) &- 1 }
}
