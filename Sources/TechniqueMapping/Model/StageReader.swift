/// Reads the report stage of a model file; trusts nothing.
struct StageReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0
    private static let mostTrees: UInt32 = 10_000

    /// What was read.
    struct Contents {
        var threshold: Float?
        var sentenceThreshold: Float
        var stage: ReportStage
    }

    static func read(_ bytes: UnsafeRawBufferPointer, classCount: Int) throws(MappingError) -> Contents {
        var reader = StageReader(bytes)
        let threshold = try reader.float()
        let sentenceThreshold = try reader.float()
        let stage: ReportStage
        switch StageWriter.Kind(rawValue: try reader.word()) {
        case .plain: stage = .plain
        case .closed:
            let forest = try reader.forest(inputCount: TechniqueInputs.count)
            let habits = ClassHabits(
                priors: try reader.floats(classCount),
                means: try reader.floats(classCount),
                deviations: try reader.floats(classCount)
            )
            let usage = SharedUse(steps: try reader.steps(classCount * classCount), count: classCount)
            stage = .closed(ClosedStage(techniques: forest, habits: habits, usage: usage))
        case .open:
            let families = try reader.forest(inputCount: FamilyInputs.count)
            let members = try reader.forest(inputCount: MemberInputs.count)
            stage = .open(OpenStage(families: families, members: members))
        case nil: throw Self.damaged
        }
        guard reader.offset == bytes.count else { throw Self.damaged }
        return Contents(threshold: threshold < 0 ? nil : threshold, sentenceThreshold: sentenceThreshold, stage: stage)
    }

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private static var damaged: MappingError { MappingError(.damagedModel, during: "load", "report stage") }

    private mutating func word() throws(MappingError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw Self.damaged }
        defer { offset += 4 }
        return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    private mutating func float() throws(MappingError) -> Float {
        let value = Float(bitPattern: try word())
        guard value.isFinite else { throw Self.damaged }
        return value
    }

    private mutating func floats(_ count: Int) throws(MappingError) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try float()) }
        return values
    }

    private mutating func steps(_ count: Int) throws(MappingError) -> [Int8] {
        guard offset + count <= bytes.count else { throw Self.damaged }
        defer { offset += count }
        return bytes[offset..<offset + count].map { Int8(bitPattern: $0) }
    }

    private mutating func forest(inputCount: Int) throws(MappingError) -> Forest {
        guard try word() == UInt32(inputCount) else { throw Self.damaged }
        var forest = Forest(inputCount: inputCount, start: try float())
        let count = try word()
        guard count <= Self.mostTrees else { throw Self.damaged }
        var features: [UInt8] = []
        for _ in 0..<Int(count) * Forest.questions {
            let feature = try word()
            guard feature < UInt32(inputCount) else { throw Self.damaged }
            features.append(UInt8(feature))
        }
        let cuts = try floats(Int(count) * Forest.questions)
        let leaves = try floats(Int(count) * Forest.answers)
        for tree in 0..<Int(count) {
            forest.add(
                features: Array(features[tree * Forest.questions..<(tree + 1) * Forest.questions]),
                cuts: Array(cuts[tree * Forest.questions..<(tree + 1) * Forest.questions]),
                leaves: Array(leaves[tree * Forest.answers..<(tree + 1) * Forest.answers])
            )
        }
        return forest
    }
}
