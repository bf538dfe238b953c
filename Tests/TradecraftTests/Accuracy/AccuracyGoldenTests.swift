import AttackKnowledge
import Foundation
import TechniqueMapping
import Testing

@testable import Tradecraft

/// What an evaluation prints, draws and writes as JSON.
@Suite struct AccuracyGoldenTests {
    private func id(_ text: String) throws -> TechniqueID { try #require(TechniqueID(text)) }

    /// Three made-up reports; the scores are made up too.
    private func summary() throws -> EvaluationSummary {
        let knowledge = try KnowledgeBase.embedded()
        let space = LabelSpace(knowledge)
        var measure = MappingMeasure(.report)
        var texts: [EvaluationSummary.Text] = []
        let reports: [(doc: String, labels: [String], scores: [(String, Double)])] = [
            ("harbour", ["T1086", "T1486"], [("T1059.001", 0.92), ("T1566.001", 0.61), ("T1486", 0.35)]),
            ("lighthouse", ["T1566.001", "T9999"], [("T1566.001", 0.78), ("T1059.001", 0.55), ("T1486", 0.02)]),
            ("quay", [], [("T1486", 0.31), ("T1566.001", 0.15), ("T1059.001", 0.01)]),
        ]
        for report in reports {
            let ranked = try report.scores.map { RankedTechnique(id: try id($0.0), name: "", score: $0.1) }
            let found = ranked.filter { $0.score >= 0.5 }
                .map { ranked in
                    let evidence = Evidence(start: 0, end: 9, score: ranked.score, signal: .sentence)
                    return TechniqueMatch(
                        id: ranked.id,
                        name: "",
                        score: ranked.score,
                        tactics: [],
                        evidence: [evidence]
                    )
                }
            let text = MeasuredText(
                doc: report.doc,
                labels: try report.labels.map(id),
                spans: [MarkedSpan(range: ScalarRange(start: 4, end: 6), id: try id("T1566.001"))],
                mapping: Mapping(techniques: found, ranked: ranked),
                space: space
            )
            measure.add(text)
            texts.append(
                EvaluationSummary.Text(doc: text.doc, labels: text.gold.sorted(), techniques: text.found.sorted())
            )
        }
        return EvaluationSummary(
            attack: knowledge.version,
            domain: knowledge.domain,
            model: "0123456789abcdef",
            threshold: 0.5,
            sensitivity: .balanced,
            outcome: measure.outcome(name: knowledge.fullName),
            texts: texts
        )
    }

    @Test func theJSONOfAnEvaluationStaysAsItIs() throws {
        try GoldenFile.compare(summary(), with: "Accuracy/evaluation.json")
    }

    @Test func theTextOfAnEvaluationStaysAsItIsAndFitsATerminal() throws {
        let lines = AccuracyText(try summary(), techniqueLimit: 3).lines
        #expect(lines.allSatisfy { $0.count <= 100 })
        try GoldenFile.compare(lines, with: "Accuracy/evaluation.txt")
    }

    @Test func theDiagramStaysAsItIs() throws {
        let diagram = try #require(ReliabilityDiagram(try summary()))
        try GoldenFile.compare(diagram.svg.split(separator: "\n").map(String.init), with: "Accuracy/reliability.svg")
    }

    @Test func theDifferenceOfTwoReleasesStaysAsItIsAndFitsATerminal() throws {
        func read(_ name: String) throws -> KnowledgeBase {
            let file = repository.appending(path: "Fixtures/AttackKnowledge/\(name)")
            return try AttackBundle.readKnowledge(Array(try Data(contentsOf: file))).knowledge
        }
        let (old, new) = try (read("harbour-stix-2.1.json"), read("harbour-stix-2.1-newer.json"))
        let lines = DifferenceText(new.difference(from: old)).lines
        #expect(lines.allSatisfy { $0.count <= 100 })
        try GoldenFile.compare(lines, with: "Accuracy/difference.txt")
        try GoldenFile.compare(new.difference(from: old), with: "Accuracy/difference.json")
    }
}
