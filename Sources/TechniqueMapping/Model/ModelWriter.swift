/// Writes a model file.
struct ModelWriter {
    private var bytes = [UInt8](repeating: 0, count: ModelFormat.headerSize)

    /// The bytes of a model; the same contents give the same bytes.
    static func write(_ model: ModelContents) -> [UInt8] {
        var writer = ModelWriter()
        writer.sections(of: model)
        writer.header(of: model)
        return writer.bytes
    }

    private mutating func sections(of model: ModelContents) {
        section(.attackVersion, Array(model.attackVersion.utf8))
        section(.classes, Array(model.classes.joined(separator: "\n").utf8))
        section(.biases, little(model.biases.map(\.bitPattern)))
        section(.banks, model.banks)
        section(.calibrations, little(calibrationWords(model)))
        section(.ordinaryNames, little(model.ordinaryNames))
        index(model.features)
        section(.idf, model.features.map(\.idf))
        weights(model.features)
        section(.stage, StageWriter.write(model))
    }

    private func calibrationWords(_ model: ModelContents) -> [UInt32] {
        var words: [UInt32] = []
        for table in model.sentenceCalibrations + [model.reportCalibration].compactMap(\.self) {
            words.append(UInt32(table.knots.count))
            for knot in table.knots { words += [knot.margin.bitPattern, knot.probability.bitPattern] }
        }
        return words
    }

    private mutating func index(_ features: [ModelContents.Feature]) {
        var firstFeature = [UInt32](repeating: 0, count: FeatureKey.bucketCount + 1)
        var firstWeight = firstFeature
        for feature in features {
            firstFeature[feature.key.bucket + 1] += 1
            firstWeight[feature.key.bucket + 1] += UInt32(feature.weights.count)
        }
        for bucket in 0..<FeatureKey.bucketCount {
            firstFeature[bucket + 1] += firstFeature[bucket]
            firstWeight[bucket + 1] += firstWeight[bucket]
        }
        section(.bucketFeatures, little(firstFeature))
        section(.bucketWeights, little(firstWeight))
        section(.fingerprints, little(features.map(\.key.fingerprint)))
        section(.weightCounts, little(features.map { UInt16($0.weights.count) }))
    }

    private mutating func weights(_ features: [ModelContents.Feature]) {
        var scales: [UInt8] = []
        var classes: [UInt16] = []
        var steps: [UInt8] = []
        for feature in features {
            let code = WeightScale.code(largest: feature.weights.reduce(0) { max($0, abs($1.weight)) })
            let scale = WeightScale.value(code)
            scales.append(code)
            for entry in feature.weights {
                classes.append(entry.classIndex)
                let step = Int8(max(-127, min(127, (entry.weight / scale).rounded())))
                steps.append(UInt8(bitPattern: step))
            }
        }
        section(.scales, scales)
        section(.weightClasses, little(classes))
        section(.weights, steps)
    }

    private mutating func header(of model: ModelContents) {
        bytes.replaceSubrange(0..<8, with: ModelFormat.magic)
        put(ModelFormat.version, at: ModelFormat.Field.version)
        put(ModelFormat.featureVersion, at: ModelFormat.Field.featureVersion)
        put(UInt64(bytes.count), at: ModelFormat.Field.size)
        put(model.knowledgeFingerprint, at: ModelFormat.Field.knowledge)
        put(UInt32(model.classes.count), at: ModelFormat.Field.classCount)
        put(UInt32(model.features.count), at: ModelFormat.Field.featureCount)
        put(UInt32(model.features.reduce(0) { $0 + $1.weights.count }), at: ModelFormat.Field.weightCount)
        put(UInt32(model.sentenceCalibrations.count), at: ModelFormat.Field.bankCount)
        put(UInt32(model.familyCount), at: ModelFormat.Field.familyCount)
        put(UInt32(model.blocks.contains(.characters) ? 1 : 0), at: ModelFormat.Field.readsCharacters)
        put(model.contextWeight.bitPattern, at: ModelFormat.Field.contextWeight)
        let checksum = bytes.withUnsafeBytes {
            Checksum.of(UnsafeRawBufferPointer(rebasing: $0[ModelFormat.Field.covered...]))
        }
        put(checksum, at: ModelFormat.Field.checksum)
    }

    private mutating func section(_ section: ModelFormat.Section, _ content: [UInt8]) {
        let padding = (ModelFormat.alignment - bytes.count % ModelFormat.alignment) % ModelFormat.alignment
        bytes.append(contentsOf: repeatElement(0, count: padding))
        let field = ModelFormat.Field.sections + section.rawValue * 8
        put(UInt32(bytes.count), at: field)
        put(UInt32(content.count), at: field + 4)
        bytes.append(contentsOf: content)
    }

    private mutating func put<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
        for index in 0..<MemoryLayout<Value>.size {
            bytes[offset + index] = UInt8(truncatingIfNeeded: value >> Value(index * 8))
        }
    }

    private func little<Value: FixedWidthInteger>(_ values: [Value]) -> [UInt8] {
        let size = MemoryLayout<Value>.size
        var result: [UInt8] = []
        result.reserveCapacity(values.count * size)
        for value in values {
            for index in 0..<size { result.append(UInt8(truncatingIfNeeded: value >> Value(index * 8))) }
        }
        return result
    }
}
