import Foundation
import Testing

@testable import AttackKnowledge

/// What changed from one release of the made-up world to the next.
@Suite struct DifferenceTests {
    private let older: KnowledgeBase
    private let newer: KnowledgeBase

    init() throws {
        older = try AttackBundle.readKnowledge(Fixture.bytes("harbour-stix-2.1.json")).knowledge
        newer = try AttackBundle.readKnowledge(Fixture.bytes("harbour-stix-2.1-newer.json")).knowledge
    }

    @Test func everyKindOfChangeIsListedOnce() throws {
        let difference = newer.difference(from: older)
        #expect(difference.added.map(\.id) == ["T9006", "T9007"])
        #expect(difference.gone.isEmpty && difference.deprecated.isEmpty)
        #expect(difference.renamed.map(\.oldName) == ["Painted Hull"])
        #expect(difference.renamed.map(\.newName) == ["Repainted Hull"])
        let revoked = try #require(difference.revoked.first)
        #expect(difference.revoked.count == 1)
        #expect(revoked.id.description == "T9003" && revoked.successor?.description == "T9006")
        #expect(revoked.successorName == "Night Freight" && !revoked.hasMoved)
        #expect(difference.moved.map(\.id.description) == ["T9001.001", "T9002"])
        #expect(difference.moved.map(\.added) == [["silence"], ["disguise"]])
        #expect(difference.moved.map(\.removed) == [["concealment"], ["concealment"]])
        #expect(difference.moved.first?.name == "Signal Lantern: Shuttered Lantern")
        #expect(difference.addedTactics.map(\.id).sorted() == ["TA9004", "TA9005"])
        #expect(difference.goneTactics.map(\.id) == ["TA9003"])
        #expect(difference.groups == KnowledgeDifference.Count(old: 1, new: 1, added: 0, gone: 0))
        #expect(!difference.isEmpty)
    }

    @Test func aReleaseDoesNotDifferFromItself() {
        #expect(newer.difference(from: newer).isEmpty)
    }

    @Test func backwardsTheNewIsGone() {
        let difference = older.difference(from: newer)
        #expect(difference.gone.map(\.id) == ["T9006", "T9007"])
        #expect(difference.added.map(\.id) == ["T9003"])
    }

    @Test func platformsAndTheTechniqueAboveAreCompared() throws {
        func read(_ objects: String...) throws -> KnowledgeBase {
            let text = #"{"type": "bundle", "id": "bundle--1", "objects": [\#(objects.joined(separator: ", "))]}"#
            return try AttackBundle.readKnowledge(Array(text.utf8)).knowledge
        }
        let replaced = """
            {"type": "relationship", "id": "relationship--1", "relationship_type": "revoked-by",
             "source_ref": "attack-pattern--T1000.001", "target_ref": "attack-pattern--T1001"}
            """
        let before = try read(
            Fixture.technique("T1000", more: #", "x_mitre_platforms": ["Linux", "Windows"]"#),
            Fixture.technique("T1000.001"),
            Fixture.technique("T1002")
        )
        let after = try read(
            Fixture.technique("T1000", more: #", "x_mitre_platforms": ["Linux", "ESXi"]"#),
            Fixture.technique("T1000.001", more: #", "revoked": true"#),
            Fixture.technique("T1001"),
            Fixture.technique("T1002", more: #", "x_mitre_deprecated": true"#),
            replaced
        )
        let difference = after.difference(from: before)
        #expect(difference.platforms.map(\.added) == [["ESXi"]])
        #expect(difference.platforms.map(\.removed) == [["Windows"]])
        #expect(difference.revoked.map(\.hasMoved) == [true])
        #expect(difference.deprecated.map(\.id) == ["T1002"])
        #expect(difference.old.hasTechniquesOnly && difference.groups.gone == nil)
    }

    @Test func aBundleOfTechniquesAloneSaysNothingOfGroups() throws {
        let bare = try AttackBundle.readKnowledge(Fixture.bundle(Fixture.technique("T9002"))).knowledge
        let difference = bare.difference(from: older)
        #expect(difference.new.hasTechniquesOnly && !difference.old.hasTechniquesOnly)
        #expect(difference.groups == KnowledgeDifference.Count(old: 1, new: 0))
        let data = try JSONEncoder().encode(difference)
        #expect(try JSONDecoder().decode(KnowledgeDifference.self, from: data) == difference)
    }
}
