/// Checks a model file and finds its parts; trusts nothing, not even behind a right checksum.
struct ModelReader {
    let bytes: UnsafeRawBufferPointer

    /// Refuses what is not a sound model of this format.
    init(_ bytes: UnsafeRawBufferPointer) throws(MappingError) {
        self.bytes = bytes
        guard bytes.count >= ModelFormat.headerSize, bytes.prefix(8).elementsEqual(ModelFormat.magic) else {
            throw Self.damaged("not a technique model")
        }
        let version = word(ModelFormat.Field.version)
        let features = word(ModelFormat.Field.featureVersion)
        guard version == ModelFormat.version, features == ModelFormat.featureVersion else {
            throw MappingError(
                .unsupportedModelFormat,
                during: "load",
                "format \(version), features \(features); this build reads \(ModelFormat.version) and "
                    + "\(ModelFormat.featureVersion)"
            )
        }
        guard long(ModelFormat.Field.size) == UInt64(bytes.count) else {
            throw Self.damaged("the file is cut short or longer")
        }
        let covered = UnsafeRawBufferPointer(rebasing: bytes[ModelFormat.Field.covered...])
        guard Checksum.of(covered) == checksum else { throw Self.damaged("the checksum does not match") }
    }

    var checksum: UInt64 { long(ModelFormat.Field.checksum) }
    var knowledgeFingerprint: UInt64 { long(ModelFormat.Field.knowledge) }
    var familyCount: Int { Int(word(ModelFormat.Field.familyCount)) }

    /// The text of a section.
    func text(_ section: ModelFormat.Section) throws(MappingError) -> String {
        String(decoding: try raw(section), as: UTF8.self)
    }

    /// The report stage and its cuts.
    func stage(classCount: Int) throws(MappingError) -> StageReader.Contents {
        try StageReader.read(raw(.stage), classCount: classCount)
    }

    /// One table a bank for sentences, and one for reports if the stage was calibrated.
    func calibrations() throws(MappingError) -> (sentences: [CalibrationTable], report: CalibrationTable?) {
        let words: UnsafeBufferPointer<UInt32> = try array(.calibrations)
        var tables: [CalibrationTable] = []
        var index = 0
        while index < words.count {
            let count = Int(words[index])
            guard count > 0, count <= 1000, index + 1 + 2 * count <= words.count else {
                throw Self.damaged("calibration")
            }
            let table = CalibrationTable(
                (0..<count)
                    .map {
                        (Float(bitPattern: words[index + 1 + 2 * $0]), Float(bitPattern: words[index + 2 + 2 * $0]))
                    }
            )
            guard table.isSound else { throw Self.damaged("calibration") }
            tables.append(table)
            index += 1 + 2 * count
        }
        let banks = Int(word(ModelFormat.Field.bankCount))
        guard banks > 0, tables.count == banks || tables.count == banks + 1 else { throw Self.damaged("calibration") }
        return (Array(tables.prefix(banks)), tables.count > banks ? tables.last : nil)
    }

    /// The arrays, each checked against the others.
    func tables() throws(MappingError) -> ModelTables {
        let classes = word(ModelFormat.Field.classCount) &+ word(ModelFormat.Field.familyCount)
        let contextWeight = Float(bitPattern: word(ModelFormat.Field.contextWeight))
        guard (0...1).contains(contextWeight) else { throw Self.damaged("context weight") }
        let tables = ModelTables(
            biases: try array(.biases, count: classes),
            banks: try array(.banks, count: classes),
            ordinaryNames: try array(.ordinaryNames),
            bucketFeatures: try array(.bucketFeatures, count: UInt32(FeatureKey.bucketCount + 1)),
            bucketWeights: try array(.bucketWeights, count: UInt32(FeatureKey.bucketCount + 1)),
            fingerprints: try array(.fingerprints, count: word(ModelFormat.Field.featureCount)),
            weightCounts: try array(.weightCounts, count: word(ModelFormat.Field.featureCount)),
            idf: try array(.idf, count: word(ModelFormat.Field.featureCount)),
            scales: try array(.scales, count: word(ModelFormat.Field.featureCount)),
            weightClasses: try array(.weightClasses, count: word(ModelFormat.Field.weightCount)),
            weights: try array(.weights, count: word(ModelFormat.Field.weightCount)),
            blocks: word(ModelFormat.Field.readsCharacters) == 0 ? [.words, .skips] : FeatureBlock.allCases,
            contextWeight: contextWeight
        )
        try check(tables)
        return tables
    }

    private func check(_ tables: ModelTables) throws(MappingError) {
        let banks = word(ModelFormat.Field.bankCount)
        for bias in tables.biases where !bias.isFinite { throw Self.damaged("bias") }
        for bank in tables.banks where UInt32(bank) >= banks { throw Self.damaged("bank") }
        let classes = UInt16(clamping: tables.biases.count)
        for index in tables.weightClasses where index >= classes { throw Self.damaged("class index") }
        var feature = 0
        var weight = 0
        for bucket in 0..<FeatureKey.bucketCount {
            guard Int(tables.bucketFeatures[bucket]) == feature, Int(tables.bucketWeights[bucket]) == weight else {
                throw Self.damaged("feature index")
            }
            let end = Int(tables.bucketFeatures[bucket + 1])
            guard end >= feature, end <= tables.weightCounts.count else { throw Self.damaged("feature index") }
            while feature < end {
                weight += Int(tables.weightCounts[feature])
                feature += 1
            }
        }
        guard feature == tables.fingerprints.count, weight == tables.weights.count,
            Int(tables.bucketWeights[FeatureKey.bucketCount]) == weight
        else { throw Self.damaged("feature index") }
    }

    private func raw(_ section: ModelFormat.Section) throws(MappingError) -> UnsafeRawBufferPointer {
        let field = ModelFormat.Field.sections + section.rawValue * 8
        let start = Int(word(field))
        let count = Int(word(field + 4))
        guard start >= ModelFormat.headerSize, start % ModelFormat.alignment == 0, start + count <= bytes.count else {
            throw Self.damaged("section \(section) lies outside the file")
        }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
    }

    private func array<Value>(_ section: ModelFormat.Section) throws(MappingError) -> UnsafeBufferPointer<Value> {
        let raw = try raw(section)
        guard raw.count % MemoryLayout<Value>.stride == 0 else { throw Self.damaged("section \(section)") }
        return raw.bindMemory(to: Value.self)
    }

    private func array<Value>(
        _ section: ModelFormat.Section,
        count: UInt32
    ) throws(MappingError) -> UnsafeBufferPointer<Value> {
        let values: UnsafeBufferPointer<Value> = try array(section)
        guard values.count == Int(count) else { throw Self.damaged("section \(section)") }
        return values
    }

    private func word(_ offset: Int) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    private func long(_ offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    private static func damaged(_ detail: String) -> MappingError {
        MappingError(.damagedModel, during: "load", detail)
    }
}
