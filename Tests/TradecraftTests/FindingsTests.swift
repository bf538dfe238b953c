import AttackReports
import DocumentText
import Foundation
import TechniqueMapping
import Testing

@testable import Tradecraft

@Suite("What eval records")
struct FindingsTests {
    /// A result that was recorded before there were indicators is still read: a run that waits for its report goes on.
    @Test func aResultWithoutIndicatorsIsRead() throws {
        let recorded = #"{"techniques":[],"groups":[],"software":[],"campaigns":[]}"#
        let findings = try JSONDecoder().decode(Evaluation.Findings.self, from: Data(recorded.utf8))
        #expect(findings.indicators.isEmpty)
        #expect(findings.omission == nil)
    }

    @Test func everyKindAndRoleOfAnIndicatorHasItsNameInTheReport() throws {
        let kinds = IndicatorMatch.Kind.allCases
        let matches = kinds.map { kind in
            IndicatorMatch(
                kind: kind,
                value: "x",
                writtenAs: "x",
                isDefanged: false,
                count: 1,
                places: [ScalarRange(start: 0, end: 1)],
                role: .reference
            )
        }
        let document = ExtractedDocument(text: "x", segments: [], mediaType: "text/plain")
        let findings = FindingsBuilder(document).findings(in: Mapping(indicators: matches, omittedIndicators: 3))
        #expect(findings.indicators.map(\.kind.rawValue) == kinds.map(\.rawValue))
        #expect(findings.omission?.contains("3 times") == true)
        let encoded = try JSONEncoder().encode(findings)
        #expect(try JSONDecoder().decode(Evaluation.Findings.self, from: encoded) == findings)
    }
}
