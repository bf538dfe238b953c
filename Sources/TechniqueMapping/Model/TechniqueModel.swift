package import AttackKnowledge
internal import CTechniqueModel

/// A trained scorer for one knowledge base, checked and ready to use.
///
/// The arrays are read where they lie: in the program for the embedded model, in a mapped file otherwise. Loading is a
/// checksum and a walk over the index.
package struct TechniqueModel: Sendable {
    /// Sixteen hexadecimal digits that name this model: every output states them.
    package let hash: String
    /// The ATT&CK version it was trained for.
    package let attackVersion: String
    /// The fingerprint of the knowledge base it was trained for.
    package let knowledgeFingerprint: UInt64
    /// The technique ids it scores.
    package let classes: [String]
    /// The fixed score from which a technique counts as found; nil when the expected F measure decides.
    package let threshold: Double?
    /// The score from which a technique counts as found in a sentence alone.
    package let sentenceThreshold: Double
    /// From a sentence's margin to a probability: where ATT&CK's texts taught a technique, and where annotated reports did.
    package let sentenceCalibrations: [CalibrationTable]
    /// From the report stage's probability to an observed rate.
    package let reportCalibration: CalibrationTable?

    /// How many families follow the techniques among the classes.
    let familyCount: Int
    let stage: ReportStage
    let tables: ModelTables
    private let storage: ModelStorage

    /// The model that is part of the program, trained for the embedded catalogue of a domain.
    package static func embedded(_ domain: AttackDomain = .enterprise) throws(MappingError) -> TechniqueModel {
        let model = tradecraft_model(domain.modelNumber)
        return try TechniqueModel(
            ModelStorage(program: UnsafeRawBufferPointer(start: model.bytes, count: model.size))
        )
    }

    /// Maps a model file.
    ///
    /// - Throws: `unreadableModel`, `damagedModel` or `unsupportedModelFormat`.
    package init(contentsOf path: String) throws(MappingError) {
        try self.init(ModelStorage(mapping: path))
    }

    /// Takes a model from memory.
    ///
    /// - Throws: `damagedModel` or `unsupportedModelFormat`.
    package init(bytes: [UInt8]) throws(MappingError) {
        try self.init(ModelStorage(copying: bytes))
    }

    private init(_ storage: ModelStorage) throws(MappingError) {
        let reader = try ModelReader(storage.bytes)
        self.storage = storage
        hash = Checksum.hexadecimal(reader.checksum)
        knowledgeFingerprint = reader.knowledgeFingerprint
        attackVersion = try reader.text(.attackVersion)
        classes = try reader.text(.classes).split(separator: "\n").map(String.init)
        (sentenceCalibrations, reportCalibration) = try reader.calibrations()
        tables = try reader.tables()
        familyCount = reader.familyCount
        guard classes.count + familyCount == tables.biases.count else {
            throw MappingError(.damagedModel, during: "load", "class list")
        }
        let contents = try reader.stage(classCount: classes.count)
        stage = contents.stage
        guard Self.isSound(classes, familyCount: familyCount, stage) else {
            throw MappingError(.damagedModel, during: "load", "families")
        }
        threshold = contents.threshold.map(Double.init)
        sentenceThreshold = Double(contents.sentenceThreshold)
    }

    /// Whether classes are ids in order, each once, and have as many families as the stage looks at.
    private static func isSound(_ classes: [String], familyCount: Int, _ stage: ReportStage) -> Bool {
        let ids = classes.compactMap { TechniqueID($0) }
        guard ids.count == classes.count, zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) else { return false }
        if case .closed = stage { return familyCount == 0 }
        return familyCount == Set(ids.map { $0.parent ?? $0 }).count
    }

    /// Refuses a knowledge base other than the one trained for.
    package func check(_ knowledge: KnowledgeBase) throws(MappingError) {
        let fingerprint = KnowledgeFingerprint.of(knowledge)
        guard fingerprint == knowledgeFingerprint else {
            throw MappingError(
                .otherKnowledge,
                during: "check",
                "model \(hash) was trained for ATT&CK \(attackVersion) "
                    + "(\(Checksum.hexadecimal(knowledgeFingerprint))), the knowledge base in force is "
                    + "\(knowledge.version) (\(Checksum.hexadecimal(fingerprint)))"
            )
        }
    }

    /// The number of bytes of the model.
    package var byteCount: Int { storage.bytes.count }
    /// The number of features and of weights, for `model info`.
    package var size: (features: Int, weights: Int) { (tables.fingerprints.count, tables.weights.count) }
    /// How many techniques were learned from annotated reports.
    package var annotatedCount: Int { tables.banks.prefix(classes.count).count { $0 == 1 } }
}

extension AttackDomain {
    fileprivate var modelNumber: tradecraft_model_domain {
        switch self {
        case .enterprise: TRADECRAFT_MODEL_ENTERPRISE
        case .mobile: TRADECRAFT_MODEL_MOBILE
        case .ics: TRADECRAFT_MODEL_ICS
        }
    }
}
