import AttackKnowledge
import Testing

@testable import TechniqueMapping

@Suite("Model")
struct ModelTests {
    @Test
    func oneAndTwoThreadsTrainTheSameBytes() throws {
        let bundle = try #require(Support.bundle)
        var options = TrainingOptions()
        var files: [[UInt8]] = []
        for threads in [1, 2, 2] {
            options.threads = threads
            files.append(
                try ModelTrainer.train(
                    knowledge: bundle.knowledge,
                    corpus: bundle.corpus,
                    labelled: Support.labelled,
                    options: options
                )
            )
        }
        #expect(files[0] == files[1])
        #expect(files[1] == files[2])
    }

    @Test
    func aModelLearnsFromAFewTexts() throws {
        let mapper = try Support.smallMapper(MappingOptions(maximumRanked: 3))
        let cases = [
            ("The intruder ran an encoded PowerShell script.", "T1059.001"),
            ("All files were encrypted and a ransom note was left.", "T1486"),
            ("A spearphishing email carried a Word attachment.", "T1566.001"),
        ]
        for (text, id) in cases { #expect(mapper.map(text).ranked.first?.id.description == id, "\(text)") }
    }

    @Test
    func annotatedReportsMakeASecondBank() throws {
        let bundle = try #require(Support.bundle)
        let bytes = try ModelTrainer.train(
            knowledge: bundle.knowledge,
            corpus: bundle.corpus,
            labelled: Support.labelled
        )
        let model = try TechniqueModel(bytes: bytes)
        let covered = model.classes.indices.filter { model.tables.banks[$0] == 1 }.map { model.classes[$0] }
        #expect(covered == ["T1059.001", "T1486"])
        #expect(model.attackVersion == "90.1")
    }

    @Test
    func classesOutsideTheListCountForTheirParents() throws {
        let bundle = try #require(Support.bundle)
        var options = TrainingOptions()
        options.classes = ["T1059", "T1566"].compactMap { TechniqueID($0) }
        let bytes = try ModelTrainer.train(knowledge: bundle.knowledge, corpus: bundle.corpus, options: options)
        let mapper = try TechniqueMapper(model: TechniqueModel(bytes: bytes), knowledge: bundle.knowledge)
        let mapping = mapper.map("The intruder ran an encoded PowerShell script. T1486")
        #expect(mapping.ranked.first { $0.score < 0.95 }?.id.description == "T1059")
        #expect(mapping.techniques.contains { $0.id.description == "T1486" }, "a written id needs no class")
    }

    @Test
    func trainingOnNothingIsRefused() throws {
        let bundle = try #require(Support.bundle)
        var options = TrainingOptions()
        options.usesAttackTexts = false
        #expect(throws: MappingError.self) {
            try ModelTrainer.train(knowledge: bundle.knowledge, corpus: bundle.corpus, options: options)
        }
        let bad = [LabelledSentence(doc: "a", text: "b", labels: ["phishing"])]
        let error = #expect(throws: MappingError.self) {
            try ModelTrainer.train(knowledge: bundle.knowledge, corpus: bundle.corpus, labelled: bad)
        }
        #expect(error?.code == .invalidLabelledSentence)
    }

    /// One broken byte anywhere must be noticed: the checksum covers what the header's own checks do not.
    @Test
    func aChangedByteAnywhereIsRefused() throws {
        let bytes = try Support.smallModel.get()
        var offsets = Array(stride(from: 0, to: ModelFormat.headerSize, by: 5))
        offsets += stride(from: ModelFormat.headerSize, to: bytes.count, by: max(1, bytes.count / 29))
        offsets.append(bytes.count - 1)
        for offset in offsets {
            var damaged = bytes
            damaged[offset] ^= 0x10
            #expect(refuses(damaged), "byte \(offset)")
        }
    }

    @Test(arguments: [0, 1, 7, 8, 255, 256, 300])
    func aFileCutShortIsRefused(_ count: Int) throws {
        let bytes = try Support.smallModel.get()
        let error = #expect(throws: MappingError.self) { try TechniqueModel(bytes: Array(bytes.prefix(count))) }
        #expect(error?.code == .damagedModel)
    }

    /// A right checksum over wrong contents must not lead outside the arrays.
    @Test
    func wrongContentsBehindARightChecksumAreRefused() throws {
        let bytes = try Support.smallModel.get()
        let sections: [ModelFormat.Section] = [
            .biases, .banks, .bucketFeatures, .bucketWeights, .fingerprints, .weightCounts, .idf, .scales,
            .weightClasses, .weights,
        ]
        for section in sections {
            var damaged = bytes
            damaged[ModelFormat.Field.sections + section.rawValue * 8 + 5] ^= 0x7F
            seal(&damaged)
            #expect(refuses(damaged), "length of \(section)")
        }
        for field in [ModelFormat.Field.classCount, ModelFormat.Field.featureCount, ModelFormat.Field.weightCount] {
            var damaged = bytes
            damaged[field] ^= 0x01
            seal(&damaged)
            #expect(refuses(damaged), "count at \(field)")
        }
    }

    private func refuses(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try TechniqueModel(bytes: bytes)
            return false
        } catch {
            return true
        }
    }

    private func seal(_ bytes: inout [UInt8]) {
        let checksum = bytes.withUnsafeBytes {
            Checksum.of(UnsafeRawBufferPointer(rebasing: $0[ModelFormat.Field.covered...]))
        }
        for index in 0..<8 {
            bytes[ModelFormat.Field.checksum + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index))
        }
    }

    @Test
    func anotherKnowledgeBaseIsRefused() throws {
        let knowledge = try KnowledgeBase.embedded()
        let model = try TechniqueModel(bytes: Support.smallModel.get())
        let error = #expect(throws: MappingError.self) { try TechniqueMapper(model: model, knowledge: knowledge) }
        #expect(error?.code == .otherKnowledge)
    }

    @Test
    func aMissingFileIsUnreadable() {
        let error = #expect(throws: MappingError.self) { try TechniqueModel(contentsOf: "/nowhere/model.tcm") }
        #expect(error?.code == .unreadableModel)
    }

    @Test
    func tablesRiseAndAreReadBackwardsToo() {
        let table = Calibration.published.document
        var last: Float = 0
        for step in -20...20 {
            let value = table.probability(Float(step) / 10)
            #expect(value >= last)
            last = value
        }
        let margin = table.margin(reaching: 0.5)
        #expect(abs(table.probability(margin) - 0.5) < 0.001)
    }
}
