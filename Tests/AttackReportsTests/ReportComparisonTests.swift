import AttackKnowledge
import AttackReports
import Testing

/// Two reports side by side.
@Suite struct ReportComparisonTests {
    @Test func whatIsGainedLostAndChangedIsTold() throws {
        let knowledge = try Fixtures.knowledge()
        let group = { (id: String) in ReportedEntity(kind: .group, id: id, name: "Group \(id)", evidence: []) }
        let indicator = { (value: String) in
            ReportedIndicator(kind: .domain, value: value, writtenAs: value, places: [])
        }
        let ids = knowledge.techniques.map(\.id.description)
        let old = Samples.report(
            techniques: [try Samples.technique(ids[0], score: 0.9), try Samples.technique(ids[1], score: 0.5)],
            groups: [group("G0001"), group("G0002")],
            indicators: [indicator("old.example"), indicator("both.example")]
        )
        let new = Samples.report(
            techniques: [try Samples.technique(ids[1], score: 0.7), try Samples.technique(ids[2], score: 0.8)],
            groups: [group("G0002")],
            indicators: [indicator("both.example"), indicator("new.example")]
        )
        let comparison = ReportComparison(from: old, to: new, knowledge: knowledge)
        #expect(comparison.techniques.gained.map(\.id.description) == [ids[2]])
        #expect(comparison.techniques.lost.map(\.id.description) == [ids[0]])
        #expect(comparison.techniques.changed.map(\.id.description) == [ids[1]] && comparison.unchanged == 0)
        #expect(comparison.groups.lost.map(\.id) == ["G0001"] && comparison.groups.gained.isEmpty)
        let lines = ComparisonLines(comparison).lines
        #expect(lines.contains("techniques: 1 gained, 1 lost, 1 changed, 0 the same"))
        #expect(lines.contains("  + new[.]example") && lines.contains("  - old[.]example"))
        #expect(lines.contains { $0.hasPrefix("  ~ \(ids[1]) ") && $0.hasSuffix("50 -> 70") })
    }

    @Test func idsThatWereReplacedCountAsTheSame() throws {
        let knowledge = try KnowledgeBase.embedded(.enterprise)
        let old = Samples.report(techniques: [try Samples.technique("T1086", score: 0.9)])
        let new = Samples.report(techniques: [try Samples.technique("T1059.001", score: 0.9)])
        let comparison = ReportComparison(from: old, to: new, knowledge: knowledge)
        #expect(comparison.techniques.gained.isEmpty && comparison.techniques.lost.isEmpty)
        #expect(comparison.techniques.changed.map(\.replaces?.description) == ["T1086"])
        #expect(ComparisonLines(comparison).lines.contains { $0.hasSuffix("90 -> 90, was T1086") })
    }
}
