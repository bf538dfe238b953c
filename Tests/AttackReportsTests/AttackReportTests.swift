import AttackKnowledge
import AttackReports
import Foundation
import Testing

@Suite struct AttackReportTests {
    @Test func aReportSurvivesEncodingAndDecoding() throws {
        let report = try Fixtures.incident()
        let encoded = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(AttackReport.self, from: encoded) == report)
    }

    @Test func techniquesComeInOrderOfFallingScoreAndThenOfId() throws {
        let report = Samples.report(techniques: [
            try Samples.technique("T1490", score: 0.5),
            try Samples.technique("T1486", score: 0.5),
            try Samples.technique("T1078", score: 0.7),
        ])
        #expect(report.techniques.map(\.id.description) == ["T1078", "T1486", "T1490"])
    }

    @Test(arguments: [
        (0.123_456_789, 0.1235), (-1, 0), (7, 1), (.nan, 0), (.infinity, 0), (0.999_99, 1), (0.8, 0.8),
    ])
    func scoresAreKeptWithinZeroAndOneToFourDecimals(given: Double, kept: Double) throws {
        #expect(try Samples.technique(score: given).score == kept)
    }

    @Test(arguments: [
        (1.0, ConfidenceBand.high), (0.8, .high), (0.7999, .medium), (0.5, .medium), (0.4999, .low), (0, .low),
    ])
    func theConfidenceBandFollowsFromTheScore(score: Double, band: ConfidenceBand) throws {
        #expect(try Samples.technique(score: score).confidence == band)
    }
}
