import Foundation
import TechniqueMapping
import Testing

/// What speaks for a technique, and how much.
@Suite struct TellingTermTests {
    /// Evidence that was recorded when terms were plain strings is read with shares of 0.
    @Test func recordedTermsWithoutSharesAreStillRead() throws {
        let recorded = #"{"start":1,"end":9,"score":0.5,"signal":"sentence","terms":["encoded command","ran"]}"#
        let evidence = try JSONDecoder().decode(Evidence.self, from: Data(recorded.utf8))
        #expect(evidence.terms == ["encoded command", "ran"])
        #expect(evidence.tellingTerms.map(\.share) == [0, 0])
        #expect(try JSONDecoder().decode(Evidence.self, from: JSONEncoder().encode(evidence)) == evidence)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(TellingTerm.self, from: Data("7".utf8)) }
    }

    @Test func theSharesOfASentenceAreOfAllThatSpeaksForTheTechnique() throws {
        let mapping = try Support.smallMapper(MappingOptions(threshold: 0)).map("They ran a PowerShell script.")
        let terms = mapping.techniques.flatMap(\.evidence).filter { !$0.tellingTerms.isEmpty }.map(\.tellingTerms)
        #expect(!terms.isEmpty)
        for terms in terms {
            #expect(terms.count <= 5 && terms.allSatisfy { $0.share > 0 && $0.share <= 1 })
            #expect(terms.reduce(0) { $0 + $1.share } <= 1.001)
            #expect(Set(terms.map(\.text)).count == terms.count)
        }
    }
}
