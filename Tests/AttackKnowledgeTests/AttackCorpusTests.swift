import Testing

@testable import AttackKnowledge

@Suite struct AttackCorpusTests {
    private let passages: [AttackCorpus.Passage]

    init() throws {
        passages = try AttackBundle.read(Fixture.bytes("harbour-stix-2.1.json")).corpus.passages
    }

    private func passages(_ kind: AttackCorpus.Passage.Kind) -> [AttackCorpus.Passage] {
        passages.filter { $0.kind == kind }
    }

    @Test func descriptionsOfTechniquesInForceAreLabelledWithThem() {
        let techniques = passages(.technique)
        #expect(techniques.map(\.source) == ["T9001", "T9001.001", "T9001.002", "T9002", "T9003"])
        #expect(techniques.map { $0.labels.map(\.description) } == techniques.map { [$0.source] })
    }

    /// Escapes and markdown are part of the text: the trainer cleans it, the reader does not.
    @Test func textIsAsInTheBundle() throws {
        let cargo = try #require(passages(.technique).first { $0.source == "T9003" })
        let expected =
            "The crew loads after dark. \"Nobody counts crates at night\", they say.\nThe tide decides the hour."
        #expect(cargo.text == expected)
        let lantern = try #require(passages(.procedure).first { $0.source == "G9001" })
        #expect(lantern.text.hasSuffix("shuttered its lanterns.(Citation: Harbour Gazette)"))
    }

    @Test func proceduresSayWhoUsedWhatInForce() {
        let said = passages(.procedure).map { "\($0.source) \($0.labels.map(\.description).joined())" }
        #expect(said == ["C9001 T9003", "G9001 T9001.001", "G9001 T9003", "S9001 T9002", "S9002 T9001"])
    }

    @Test func actorsAndMitigationsHaveNoLabels() {
        #expect(passages(.actor).map(\.source) == ["C9001", "G9001", "S9001", "S9002"])
        #expect(passages(.mitigation).map(\.source) == ["M9001"])
        #expect((passages(.actor) + passages(.mitigation)).allSatisfy { $0.labels.isEmpty })
    }

    @Test func readingTheFactsAloneGivesTheSameFactsAndNoProse() throws {
        let bytes = try Fixture.bytes("harbour-stix-2.1.json")
        let facts = try AttackBundle.readKnowledge(bytes)
        #expect(facts.corpus.passages == [])
        #expect(try facts.knowledge == AttackBundle.read(bytes).knowledge)
    }

    @Test func theOrderOfTheBundleChangesNothing() throws {
        let reversed = try Reversal.objects(of: Fixture.bytes("harbour-stix-2.1.json"))
        let bundle = try AttackBundle.read(reversed)
        #expect(bundle.corpus.passages == passages)
        #expect(try bundle.knowledge == AttackBundle.read(Fixture.bytes("harbour-stix-2.1.json")).knowledge)
    }
}
