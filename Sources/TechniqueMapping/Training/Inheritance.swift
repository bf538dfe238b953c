internal import AttackKnowledge

/// What a model that is trained for a release takes over from a base model that has seen annotated reports.
///
/// A bundle holds no report, so what only reports teach would be lost with every release: the classifiers of the techniques
/// that were annotated, what their margins promise, and the report stage, which is about techniques in general.
struct Inheritance: Sendable {
    /// The learned weights of one technique.
    struct Class: Sendable {
        var bias: Float
        var weights: [(key: FeatureKey, value: Float)]
    }

    /// By the ids of the new release.
    let classes: [TechniqueID: Class]
    /// The base's features and their inverse document frequencies, by key.
    ///
    /// Empty where no class is taken over: the new texts then choose their own.
    let features: [(key: FeatureKey, idf: UInt8)]
    let stage: ReportStage
    let sentenceCalibrations: [CalibrationTable]
    let sentenceThreshold: Float
    let reportCalibration: CalibrationTable?
    let threshold: Float?
    let ordinaryNames: Set<UInt64>

    /// Takes from a base what the new release can use; nil when the base has no report stage for all techniques.
    init?(_ base: TechniqueModel, for knowledge: KnowledgeBase) {
        guard case .open = base.stage, base.sentenceCalibrations.count == 2 else { return nil }
        let heirs = Self.heirs(base, knowledge)
        classes = Self.classes(heirs, of: base.tables)
        features = classes.isEmpty ? [] : base.tables.features
        stage = base.stage
        sentenceCalibrations = base.sentenceCalibrations
        sentenceThreshold = Float(base.sentenceThreshold)
        reportCalibration = base.reportCalibration
        threshold = base.threshold.map { Float($0) }
        ordinaryNames = Set(base.tables.ordinaryNames)
    }

    /// The technique in force that each annotated class of the base has become, where it is that of one class only.
    ///
    /// A technique that swallowed another keeps its own classifier; one that two others were merged into learns anew.
    private static func heirs(_ base: TechniqueModel, _ knowledge: KnowledgeBase) -> [Int: TechniqueID] {
        var candidates: [TechniqueID: [(index: Int, isSame: Bool)]] = [:]
        for (index, text) in base.classes.enumerated() where base.tables.banks[index] == 1 {
            guard let id = TechniqueID(text), let current = knowledge.current(id) else { continue }
            candidates[current, default: []].append((index, current == id))
        }
        var heirs: [Int: TechniqueID] = [:]
        for (id, found) in candidates {
            if let own = found.first(where: \.isSame) ?? (found.count == 1 ? found.first : nil) {
                heirs[own.index] = id
            }
        }
        return heirs
    }

    /// The biases and weights of those classes, as numbers.
    private static func classes(_ heirs: [Int: TechniqueID], of tables: ModelTables) -> [TechniqueID: Class] {
        var classes = Dictionary(
            uniqueKeysWithValues: heirs.map { ($1, Class(bias: tables.biases[$0], weights: [])) }
        )
        var weight = 0
        for (index, feature) in tables.features.enumerated() {
            let step = WeightScale.value(tables.scales[index])
            for place in weight..<weight + Int(tables.weightCounts[index]) {
                guard let id = heirs[Int(tables.weightClasses[place])] else { continue }
                classes[id]?.weights.append((feature.key, Float(tables.weights[place]) * step))
            }
            weight += Int(tables.weightCounts[index])
        }
        return classes
    }
}

extension ModelTables {
    /// All features, by key.
    fileprivate var features: [(key: FeatureKey, idf: UInt8)] {
        var features: [(key: FeatureKey, idf: UInt8)] = []
        features.reserveCapacity(fingerprints.count)
        for bucket in 0..<FeatureKey.bucketCount {
            for index in Int(bucketFeatures[bucket])..<Int(bucketFeatures[bucket + 1]) {
                features.append((FeatureKey(bucket: bucket, fingerprint: fingerprints[index]), idf[index]))
            }
        }
        return features
    }
}

extension FeatureKey {
    fileprivate init(bucket: Int, fingerprint: UInt16) { self.init(value: UInt32(bucket) << 16 | UInt32(fingerprint)) }
}
