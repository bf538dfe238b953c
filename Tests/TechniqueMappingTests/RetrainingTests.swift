import AttackKnowledge
import Testing

@testable import TechniqueMapping

@Suite("Retraining on a base")
struct RetrainingTests {
    private static let base: Result<TechniqueModel, any Error> = Result {
        let release = try MadeUpRelease().bundle()
        return try TechniqueModel(
            bytes: ModelTrainer.train(knowledge: release.knowledge, corpus: release.corpus, labelled: sentences)
        )
    }

    /// Enough annotated reports for a report stage over all techniques.
    private static let sentences: [LabelledSentence] = (0..<12)
        .flatMap { report in
            [
                ("A PowerShell script number \(report) was run with an encoded command.", ["T1059.001"]),
                ("The company is based in a large town.", []),
                ("All files on the drive were encrypted.", ["T1486"]),
                ("Code was injected into a separate live process.", ["T1055"]),
                ("A spearphishing email had a malicious attachment.", ["T1566.001"]),
            ]
            .map { LabelledSentence(doc: "report \(report)", text: $0.0, labels: $0.1) }
        }

    private static func annotated(_ model: TechniqueModel) -> Set<String> {
        Set(model.classes.indices.filter { model.tables.banks[$0] == 1 }.map { model.classes[$0] })
    }

    private static func retrained(_ release: MadeUpRelease, threads: Int = 2) throws -> TechniqueModel {
        let bundle = try release.bundle()
        var options = TrainingOptions()
        options.threads = threads
        let bytes = try ModelTrainer.train(
            knowledge: bundle.knowledge,
            corpus: bundle.corpus,
            base: base.get(),
            options: options
        )
        return try TechniqueModel(bytes: bytes)
    }

    /// A release in which annotated techniques were renamed, revoked in favour of a new one, taken out, and left alone.
    private static func newer() throws -> MadeUpRelease {
        var release = try MadeUpRelease()
        release.change("T1059.001") { $0["name"] = "PowerShell and Its Kin" }
        release.add("T9486", "Encryption for Ransom", "Adversaries may encrypt files and demand payment.")
        release.revoke("T1486", by: "T9486")
        release.remove("T1055")
        release.add("T9001", "Radio Silence", "Adversaries may switch off radio links to hide a transfer.")
        return release
    }

    @Test
    func theBaseHasAStageForAllTechniques() throws {
        let base = try Self.base.get()
        guard case .open = base.stage else {
            Issue.record("the base's stage is \(base.stage)")
            return
        }
        #expect(Self.annotated(base) == ["T1059.001", "T1486", "T1055", "T1566.001"])
    }

    @Test
    func whatReportsTaughtIsTakenOverUnderTheNewIds() throws {
        let base = try Self.base.get()
        let release = try Self.newer()
        let model = try Self.retrained(release)
        #expect(Self.annotated(model) == ["T1059.001", "T9486", "T1566.001"])
        #expect(model.annotatedCount == 3)
        #expect(model.classes.contains("T9001") && !model.classes.contains("T1055"))
        #expect(model.stage == base.stage)
        #expect(model.sentenceCalibrations == base.sentenceCalibrations)
        #expect(model.sentenceThreshold == base.sentenceThreshold)
        #expect(model.reportCalibration == base.reportCalibration)
        for (old, new) in [("T1059.001", "T1059.001"), ("T1486", "T9486"), ("T1566.001", "T1566.001")] {
            let before = try #require(base.classes.firstIndex(of: old))
            let after = try #require(model.classes.firstIndex(of: new))
            #expect(base.tables.biases[before] == model.tables.biases[after])
        }
        // Weights are stored in steps, whose size may change.
        let knowledge = try release.bundle().knowledge
        let first = try #require(Inheritance(base, for: knowledge)).classes
        let second = try #require(Inheritance(model, for: knowledge)).classes
        #expect(first.keys.sorted() == second.keys.sorted())
        for (id, given) in first {
            let kept = Dictionary(uniqueKeysWithValues: second[id]?.weights.map { ($0.key, $0.value) } ?? [])
            #expect(!given.weights.isEmpty && kept.count == given.weights.count)
            for weight in given.weights {
                let value = try #require(kept[weight.key])
                #expect(abs(value - weight.value) < 0.01, "\(id)")
            }
        }
    }

    @Test
    func theModelMapsTheNewReleasesTexts() throws {
        let release = try Self.newer()
        let mapper = try TechniqueMapper(model: Self.retrained(release), knowledge: release.bundle().knowledge)
        let cases = [
            ("All files on the drive were encrypted.", "T9486"),
            ("A PowerShell script was run with an encoded command.", "T1059.001"),
            ("The radio link was switched off to hide the transfer.", "T9001"),
        ]
        for (text, id) in cases { #expect(mapper.mapSentence(text).ranked.first?.id.description == id, "\(text)") }
    }

    /// Two annotated techniques that became one say different things about it: neither is taken over.
    @Test
    func twoTechniquesMergedIntoANewOneAreLearnedAnew() throws {
        var release = try MadeUpRelease()
        release.add("T9486", "Harm", "Adversaries may do harm.")
        release.revoke("T1486", by: "T9486")
        release.revoke("T1055", by: "T9486")
        #expect(try Self.annotated(Self.retrained(release)) == ["T1059.001", "T1566.001"])
    }

    @Test
    func aTechniqueThatSwallowedAnotherKeepsItsOwnWeights() throws {
        var release = try MadeUpRelease()
        release.revoke("T1055", by: "T1486")
        let model = try Self.retrained(release)
        #expect(Self.annotated(model) == ["T1059.001", "T1486", "T1566.001"])
        let base = try Self.base.get()
        let before = try #require(base.classes.firstIndex(of: "T1486"))
        let after = try #require(model.classes.firstIndex(of: "T1486"))
        #expect(base.tables.biases[before] == model.tables.biases[after])
    }

    @Test
    func oneAndTwoThreadsRetrainTheSameBytes() throws {
        let release = try Self.newer()
        #expect(try Self.retrained(release, threads: 1).hash == Self.retrained(release, threads: 2).hash)
    }

    /// A stage for a closed list, or none at all, is about that list: nothing can be taken over.
    @Test(arguments: [true, false])
    func aBaseWithoutAnOpenStageGivesNothing(_ isClosed: Bool) throws {
        let release = try MadeUpRelease().bundle()
        var options = TrainingOptions()
        if isClosed { options.classes = ["T1059.001", "T1486"].compactMap { TechniqueID($0) } }
        let base = try TechniqueModel(
            bytes: ModelTrainer.train(
                knowledge: release.knowledge,
                corpus: release.corpus,
                labelled: isClosed ? Self.sentences : [],
                options: options
            )
        )
        let retrained = try ModelTrainer.train(knowledge: release.knowledge, corpus: release.corpus, base: base)
        let alone = try ModelTrainer.train(knowledge: release.knowledge, corpus: release.corpus)
        #expect(retrained == alone)
    }

    /// A sound checksum over features that share one name: the training must end, with whatever result.
    @Test
    func aBaseWhoseFeaturesShareOneNameEndsTheProgramNowhere() throws {
        let release = try MadeUpRelease().bundle()
        var bytes = try ModelTrainer.train(
            knowledge: release.knowledge,
            corpus: release.corpus,
            labelled: Self.sentences
        )
        let section = ModelFormat.Field.sections + ModelFormat.Section.fingerprints.rawValue * 8
        func word(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) } }
        let range = word(section)..<word(section) + word(section + 4)
        for offset in range { bytes[offset] = 0 }
        let checksum = bytes.withUnsafeBytes {
            Checksum.of(UnsafeRawBufferPointer(rebasing: $0[ModelFormat.Field.covered...]))
        }
        for index in 0..<8 {
            bytes[ModelFormat.Field.checksum + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index))
        }
        let base = try TechniqueModel(bytes: bytes)
        let retrained = try ModelTrainer.train(knowledge: release.knowledge, corpus: release.corpus, base: base)
        #expect(try TechniqueModel(bytes: retrained).annotatedCount == 4)
    }
}
