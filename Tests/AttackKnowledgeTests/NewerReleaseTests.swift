import Testing

@testable import AttackKnowledge

/// The next release of the same world: a new name, a revocation, a new technique, a tactic split in two.
@Suite struct NewerReleaseTests {
    private let older: KnowledgeBase
    private let newer: KnowledgeBase

    init() throws {
        older = try AttackBundle.readKnowledge(Fixture.bytes("harbour-stix-2.1.json")).knowledge
        let bundle = try AttackBundle.readKnowledge(Fixture.bytes("harbour-stix-2.1-newer.json"))
        #expect(bundle.warnings == [])
        newer = bundle.knowledge
    }

    @Test func aSplitTacticIsTwoAtTheMatrixsPlace() throws {
        #expect(newer.tactics.map(\.shortName) == ["arrival", "silence", "disguise", "departure"])
        #expect(newer.tactic("concealment") == nil)
        #expect(try newer.technique(#require(TechniqueID("T9001.001")))?.tactics == ["arrival", "silence"])
    }

    @Test func anIDKeepsItsMeaningUnderItsNewName() throws {
        let id = try #require(TechniqueID("T9002"))
        #expect(older.technique(id)?.name == "Painted Hull")
        #expect(newer.technique(id)?.name == "Repainted Hull")
    }

    @Test func whatUsedARevokedTechniqueUsesItsReplacement() throws {
        let old = try #require(TechniqueID("T9003"))
        let new = try #require(TechniqueID("T9006"))
        #expect(newer.current(old) == new)
        #expect(older.technique(new) == nil)
        #expect(newer.campaign("C9001")?.techniques == [new])
    }

    @Test func anotherReleaseHasAnotherFingerprint() {
        #expect(older.fingerprint != newer.fingerprint)
        #expect(older != newer)
        #expect(newer.version == "19.0")
    }
}
