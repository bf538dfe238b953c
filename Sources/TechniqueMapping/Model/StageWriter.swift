/// Writes the report stage: the cuts, the kind, then what the kind needs, all in 32-bit words except the shared use.
struct StageWriter {
    /// The kinds of stage, as stored.
    enum Kind: UInt32 {
        case plain = 0
        case closed = 1
        case open = 2
    }

    private var bytes: [UInt8] = []

    static func write(_ model: ModelContents) -> [UInt8] {
        var writer = StageWriter()
        writer.put(model.threshold ?? -1)
        writer.put(model.sentenceThreshold)
        switch model.stage {
        case .plain: writer.put(Kind.plain.rawValue)
        case .closed(let stage):
            writer.put(Kind.closed.rawValue)
            writer.put(stage.techniques)
            writer.put(stage.habits.priors)
            writer.put(stage.habits.means)
            writer.put(stage.habits.deviations)
            writer.bytes += stage.usage.steps.map { UInt8(bitPattern: $0) }
        case .open(let stage):
            writer.put(Kind.open.rawValue)
            writer.put(stage.families)
            writer.put(stage.members)
        }
        return writer.bytes
    }

    private mutating func put(_ forest: Forest) {
        put(UInt32(forest.inputCount))
        put(forest.start)
        put(UInt32(forest.treeCount))
        for feature in forest.features { put(UInt32(feature)) }
        put(forest.cuts)
        put(forest.leaves)
    }

    private mutating func put(_ values: [Float]) { for value in values { put(value) } }

    private mutating func put(_ value: Float) { put(value.bitPattern) }

    private mutating func put(_ value: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
