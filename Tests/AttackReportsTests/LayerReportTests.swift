import AttackKnowledge
import AttackReports
import Foundation
import Testing

@testable import AttackReports

@Suite struct LayerReportTests {
    /// As much of a layer as the tests look at.
    struct Layer: Decodable {
        struct Entry: Decodable {
            let techniqueID: String
            let tactic: String?
            let score: Int?
            let comment: String?
            let showSubtechniques: Bool
            let enabled: Bool
        }
        struct Fact: Decodable {
            let name: String
            let value: String
        }
        let hideDisabled: Bool
        let metadata: [Fact]
        let versions: [String: String]
        let domain: String
        let techniques: [Entry]
    }

    private func layer(_ report: AttackReport, _ options: RenderingOptions = RenderingOptions()) throws -> Layer {
        let bytes = LayerReport.bytes(for: report, knowledge: try Fixtures.knowledge(), options: options)
        return try JSONDecoder().decode(Layer.self, from: Data(bytes))
    }

    @Test func theVersionsAndTheDomainAreNamed() throws {
        let layer = try layer(Fixtures.incident())
        #expect(layer.versions == ["attack": "18", "navigator": "5.2.0", "layer": "4.5"])
        #expect(layer.domain == "enterprise-attack")
    }

    @Test func eachTechniqueHasOneEntryForEachOfItsTactics() throws {
        let layer = try layer(Fixtures.incident())
        let cells = layer.techniques.map { "\($0.techniqueID) \($0.tactic ?? "")" }
        #expect(Set(cells).count == cells.count)
        #expect(
            cells.filter { $0.hasPrefix("T1078 ") }
                == ["initial-access", "persistence", "defense-evasion"].map { "T1078 " + $0 }
        )
    }

    @Test func parentsOfMatchedSubTechniquesAreUnfolded() throws {
        let layer = try layer(Fixtures.incident())
        let phishing = layer.techniques.filter { $0.techniqueID == "T1566" }
        #expect(phishing.count == 1)
        #expect(phishing.allSatisfy { $0.showSubtechniques && $0.score == nil })
        let interpreter = layer.techniques.filter { $0.techniqueID == "T1059" }
        #expect(interpreter.map(\.score) == [52])
        #expect(interpreter.map(\.showSubtechniques) == [true])
    }

    @Test func commentsHoldAtMostThreeSentencesAndSayHowManyMoreThereAre() throws {
        let sentences = (1...5).map { Samples.sentence("Sentence \($0).") }
        let layer = try layer(Samples.report(techniques: [try Samples.technique(evidence: sentences)]))
        #expect(
            layer.techniques.first?.comment
                == "“Sentence 1.”\n“Sentence 2.”\n“Sentence 3.”\n2 more sentences in the report."
        )
    }

    /// Every cell of the matrix is there once, and of those that did not match only parents of such that did are on.
    @Test func whatDidNotMatchIsSwitchedOffWhereThatIsWanted() throws {
        let knowledge = try Fixtures.knowledge()
        let layer = try layer(Fixtures.incident(), RenderingOptions(layerDisablesUnmatched: true))
        #expect(layer.hideDisabled)
        #expect(layer.techniques.count == knowledge.techniques.reduce(0) { $0 + $1.tactics.count })
        let on = Set(layer.techniques.filter(\.enabled).map(\.techniqueID))
        let matched = Set(try Fixtures.incident().techniques.map(\.id.description))
        #expect(on == matched.union(["T1566", "T1053"]))
        #expect(layer.techniques.filter { !$0.enabled }.allSatisfy { $0.score == nil && $0.comment == nil })
        let usual = try self.layer(Fixtures.incident())
        #expect(!usual.hideDisabled && usual.techniques.allSatisfy(\.enabled))
    }

    @Test func whatAnAnalystSaidAndTheVersionAreTold() throws {
        let layer = try layer(Fixtures.reviewed())
        let facts = layer.metadata.map { "\($0.name): \($0.value)" }
        #expect(facts.contains("report version: 2") && facts.contains("marking: TLP:AMBER+STRICT"))
        let comments = layer.techniques.compactMap(\.comment)
        #expect(comments.contains { $0.hasPrefix("Added by an analyst.\n“The backup catalogue") })
        #expect(comments.contains { $0.hasPrefix("Accepted by an analyst.\n") })
    }

    /// MITRE's client drops an empty list of techniques when it writes a layer back, and then fails on its own output.
    @Test func anEmptyReportHasOneEntryThatShowsNothing() throws {
        let layer = try layer(Samples.report())
        #expect(layer.techniques.count == 1)
        #expect(layer.techniques.allSatisfy { $0.score == nil && $0.comment == nil && !$0.showSubtechniques })
    }
}
