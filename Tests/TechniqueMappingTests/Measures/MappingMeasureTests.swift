import AttackKnowledge
import Foundation
import TechniqueMapping
import Testing

/// Gold against found, in label spaces of the made-up bundle: T1086 was revoked for T1059.001.
@Suite struct MappingMeasureTests {
    private func isNear(_ value: Double?, _ expected: Double) -> Bool {
        value.map { abs($0 - expected) < 1e-12 } ?? false
    }

    private func id(_ text: String) throws -> TechniqueID { try #require(TechniqueID(text)) }

    private func mapping(_ found: [(String, Double)], ranked: [(String, Double)]) throws -> Mapping {
        Mapping(
            techniques: try found.map { text, score in
                TechniqueMatch(
                    id: try id(text),
                    name: "",
                    score: score,
                    tactics: [],
                    evidence: [Evidence(start: 10, end: 20, score: score, signal: .sentence)]
                )
            },
            ranked: try ranked.map { RankedTechnique(id: try id($0.0), name: "", score: $0.1) }
        )
    }

    private func text(
        _ labels: [String],
        _ mapping: Mapping,
        _ space: LabelSpace,
        spans: [MarkedSpan] = [],
        of doc: String = "d"
    ) throws -> MeasuredText {
        MeasuredText(doc: doc, labels: try labels.map(id), spans: spans, mapping: mapping, space: space)
    }

    @Test func aRetiredIDCountsForWhatReplacedIt() throws {
        let space = LabelSpace(try #require(Support.bundle).knowledge)
        #expect(try space.label(for: id("T1086")) == id("T1059.001"))
        #expect(try space.label(for: id("T9999")) == id("T9999"))
        #expect(try !space.knows(id("T9999")))
        #expect(try space.knows(id("T1086")))
    }

    @Test func outsideAListATechniqueCountsForItsParentIfThatIsInside() throws {
        let knowledge = try #require(Support.bundle).knowledge
        let parents = LabelSpace(knowledge, labels: [try id("T1059")])
        #expect(try parents.label(for: id("T1059.001")) == id("T1059"))
        #expect(try parents.label(for: id("T1486")) == nil)
        let subs = LabelSpace(knowledge, labels: [try id("T1086")])
        #expect(try subs.label(for: id("T1059")) == nil)
        #expect(try subs.label(for: id("T1059.001")) == id("T1059.001"))
        let folded = LabelSpace(knowledge, labels: [try id("T1086")], foldsToParents: true)
        #expect(try folded.label(for: id("T1059.001")) == id("T1059"))
    }

    @Test func everyFigureOfThreeReportsIsAsWorkedOutByHand() throws {
        let space = LabelSpace(try #require(Support.bundle).knowledge)
        var measure = MappingMeasure(.report)
        // Right: one of two; also found: one that is not there.
        let first = try mapping(
            [("T1059.001", 0.8), ("T1566", 0.6)],
            ranked: [("T1059.001", 0.8), ("T1566", 0.6), ("T1486", 0.3), ("T1059", 0.05)]
        )
        measure.add(try text(["T1086", "T1486"], first, space))
        // Nothing there, nothing found.
        measure.add(try text([], try mapping([], ranked: [("T1486", 0.2), ("T1566", 0.05)]), space))
        // Not found at all, and unknown to the release.
        measure.add(try text(["T9999"], try mapping([], ranked: [("T1486", 0.02)]), space))
        let outcome = measure.outcome { _ in nil }
        #expect(outcome.texts == 3 && outcome.reports == 3 && outcome.textsWithTechniques == 2)
        #expect(outcome.confusion == Confusion(truePositives: 1, falsePositives: 1, falseNegatives: 2))
        #expect(outcome.micro == Accuracy(precision: 0.5, recall: 1.0 / 3, f1: 0.4))
        // T1059.001 is perfect; T1486, T1566 and T9999 are 0.
        #expect(outcome.macro == Accuracy(precision: 0.25, recall: 0.25, f1: 0.25))
        #expect(outcome.perReport == Accuracy(precision: 0.5, recall: 0.5, f1: 0.5))
        // By score: right .8, wrong .6, right .3, ...; three are gold, one without a score.
        #expect(isNear(outcome.averagePrecision, 5.0 / 9))
        #expect(isNear(outcome.meanAveragePrecision, 5.0 / 12))
        #expect(outcome.hits.map(\.share) == [0.5, 0.5, 0.5, 0.5])
        // .8 and .3 are right, .6 and .2 wrong.
        #expect(isNear(outcome.calibration?.expectedError, 0.425))
        #expect(try outcome.unknown == [id("T9999")])
        #expect(outcome.techniques.map(\.id.description) == ["T1059.001", "T1486", "T1566", "T9999"])
        #expect(outcome.evidence == nil)
    }

    @Test func sentencesOfAReportCountTogetherForTheirReport() throws {
        let space = LabelSpace(try #require(Support.bundle).knowledge)
        let found = try mapping([("T1486", 0.8)], ranked: [("T1486", 0.8)])
        let nothing = try mapping([], ranked: [("T1486", 0.1)])
        var measure = MappingMeasure(.sentence)
        measure.add(try text(["T1486"], nothing, space, of: "one"))
        measure.add(try text([], found, space, of: "one"))
        measure.add(try text([], nothing, space, of: "two"))
        let outcome = measure.outcome { _ in nil }
        #expect(outcome.texts == 3 && outcome.reports == 2)
        #expect(outcome.micro.f1 == 0)
        #expect(outcome.perReport == Accuracy(precision: 1, recall: 1, f1: 1))
    }

    @Test func underParentsEitherSideIsFoldedAndTheBestScoreCounts() throws {
        let space = LabelSpace(try #require(Support.bundle).knowledge, foldsToParents: true)
        let found = try mapping(
            [("T1059.001", 0.8), ("T1059", 0.7)],
            ranked: [("T1059.001", 0.8), ("T1059", 0.7), ("T1486", 0.1)]
        )
        let measured = try text(["T1059"], found, space)
        #expect(try measured.found == [id("T1059")])
        #expect(measured.gold == measured.found)
        #expect(measured.ranking.map(\.score) == [0.8, 0.1])
    }

    @Test func evidenceIsComparedWithTheMarksOfWhatIsRight() throws {
        let space = LabelSpace(try #require(Support.bundle).knowledge)
        let found = try mapping([("T1059.001", 0.8), ("T1486", 0.7), ("T1566", 0.7)], ranked: [])
        let spans = [
            MarkedSpan(range: ScalarRange(start: 19, end: 30), id: try id("T1086")),
            MarkedSpan(range: ScalarRange(start: 20, end: 30), id: try id("T1486")),
            MarkedSpan(range: ScalarRange(start: 0, end: 99), id: try id("T1566")),
        ]
        let measured = try text(["T1086", "T1486"], found, space, spans: spans)
        #expect(measured.markedCount == 2 && measured.overlapCount == 1)
        // What is found without being ranked still has its place in the order.
        #expect(measured.ranking.map(\.score) == [0.8, 0.7, 0.7])
    }

    @Test func anOutcomeAndASpanSurviveCoding() throws {
        let space = LabelSpace(try #require(Support.bundle).knowledge)
        var measure = MappingMeasure(.report)
        measure.add(try text(["T1486"], try mapping([("T1486", 0.8)], ranked: [("T1486", 0.8)]), space))
        let outcome = measure.outcome { _ in "Data Encrypted for Impact" }
        #expect(try JSONDecoder().decode(EvaluationOutcome.self, from: JSONEncoder().encode(outcome)) == outcome)
        let span = MarkedSpan(range: ScalarRange(start: 4, end: 9), id: try id("T1486"))
        #expect(String(decoding: try JSONEncoder().encode(span), as: UTF8.self) == #"[4,9,"T1486"]"#)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(MarkedSpan.self, from: Data(#"[9,4,"T1486"]"#.utf8))
        }
    }

    /// Of three labels two are written, one of them under its old id; one of those was found.
    ///
    /// What the release does not know cannot be found, and is not asked for.
    @Test func theShareOfWrittenIDsIsThatOfTheLabelsThatStandInTheText() throws {
        let space = LabelSpace(try #require(Support.bundle).knowledge)
        let text = "Seen: T1086, T1566 and T9999."
        let measured = MeasuredText(
            doc: "d",
            labels: try ["T1059.001", "T1566", "T1486", "T9999"].map(id),
            written: WrittenTechniques.ids(in: text),
            mapping: try mapping([("T1059.001", 0.95)], ranked: []),
            space: space
        )
        #expect(try measured.written == [id("T1059.001"), id("T1566")])
        var measure = MappingMeasure(.span)
        #expect(measure.outcome { _ in nil }.written == nil)
        measure.add(measured)
        let written = try #require(measure.outcome { _ in nil }.written)
        #expect(written.count == 2 && written.found == 1 && written.share == 0.5)
    }

    @Test func idsOfTechniquesAloneAreWrittenTechniques() throws {
        let text = "S9001 and G9001 used T1059/001, attack.t1055 and XT1486."
        #expect(WrittenTechniques.ids(in: text) == [try id("T1059.001"), try id("T1055")])
        #expect(WrittenTechniques.ids(in: "").isEmpty)
    }
}
