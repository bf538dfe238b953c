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
        }
        let versions: [String: String]
        let domain: String
        let techniques: [Entry]
    }

    private func layer(_ report: AttackReport) throws -> Layer {
        let bytes = LayerReport.bytes(for: report, knowledge: try Fixtures.knowledge())
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

    /// MITRE's client drops an empty list of techniques when it writes a layer back, and then fails on its own output.
    @Test func anEmptyReportHasOneEntryThatShowsNothing() throws {
        let layer = try layer(Samples.report())
        #expect(layer.techniques.count == 1)
        #expect(layer.techniques.allSatisfy { $0.score == nil && $0.comment == nil && !$0.showSubtechniques })
    }
}
