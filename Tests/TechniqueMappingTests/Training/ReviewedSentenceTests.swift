import AttackKnowledge
import Testing

@testable import TechniqueMapping

/// What a model learns from the verdicts of analysts.
@Suite struct ReviewedSentenceTests {
    private func mapper(_ reviewed: [ReviewedSentence]) throws -> TechniqueMapper {
        let bundle = try #require(Support.bundle)
        let bytes = try ModelTrainer.train(knowledge: bundle.knowledge, corpus: bundle.corpus, reviewed: reviewed)
        return try TechniqueMapper(
            model: TechniqueModel(bytes: bytes),
            knowledge: bundle.knowledge,
            options: MappingOptions(maximumRanked: 20)
        )
    }

    private func score(_ text: String, _ id: String, _ mapper: TechniqueMapper) -> Double {
        mapper.map(text).ranked.first { $0.id.description == id }?.score ?? 0
    }

    @Test func anAcceptedSentenceRaisesItsTechniqueAndARejectedOneLowersIt() throws {
        let missed = "The gadget frobnicated the turnips of the victim."
        let wrong = "All files were encrypted and a ransom note was left."
        let plain = try mapper([])
        let taught = try mapper([
            ReviewedSentence(text: missed, labels: ["T1566.001"], rejected: []),
            ReviewedSentence(text: wrong, labels: [], rejected: ["T1486"]),
        ])
        #expect(score(missed, "T1566.001", taught) > score(missed, "T1566.001", plain))
        #expect(score(wrong, "T1486", taught) < score(wrong, "T1486", plain))
        // Nothing is said of other techniques.
        let other = "The intruder ran an encoded PowerShell script."
        #expect(taught.map(other).ranked.first?.id.description == "T1059.001")
    }

    @Test func withoutVerdictsTheModelIsTheSame() throws {
        let bundle = try #require(Support.bundle)
        let bytes = try ModelTrainer.train(knowledge: bundle.knowledge, corpus: bundle.corpus, reviewed: [])
        #expect(try bytes == Support.smallModel.get())
    }
}
