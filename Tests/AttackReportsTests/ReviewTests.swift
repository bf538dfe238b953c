import AttackKnowledge
import AttackReports
import Testing

/// What analysts said of a report, in the report.
@Suite struct ReviewTests {
    private func review(_ id: String, _ verdict: ReviewVerdict, evidence: String? = nil) throws -> TechniqueReview {
        TechniqueReview(
            technique: try #require(TechniqueID(id)),
            verdict: verdict,
            evidence: evidence.map { ReportEvidence(start: 3, end: 9, text: $0, score: 1, signal: .analyst) },
            reviewer: "ana",
            reviewedAt: "2026-05-01T10:00:00Z",
            score: verdict == .added ? nil : 0.9,
            attack: "18.1",
            model: "9c1e"
        )
    }

    private func report(_ ids: String...) throws -> AttackReport {
        Samples.report(techniques: try ids.map { try Samples.technique($0) })
    }

    @Test func whatWasRejectedIsApartAndWhatWasAcceptedOrAddedIsMarked() throws {
        let knowledge = try Fixtures.knowledge()
        let ids = knowledge.techniques.map(\.id.description)
        let (kept, wrong, missed, unseen) = (ids[0], ids[1], ids[2], ids[3])
        let report = try report(kept, wrong, unseen)
        let honoured = report.honouring(
            [
                try review(kept, .accepted), try review(wrong, .rejected),
                try review(missed, .added, evidence: "They did."),
            ],
            knowledge: knowledge
        )
        let found = Dictionary(uniqueKeysWithValues: honoured.techniques.map { ($0.id.description, $0) })
        #expect(Set(found.keys) == [kept, missed, unseen])
        #expect(found[kept]?.review == .accepted && found[unseen]?.review == nil)
        #expect(honoured.rejected.map(\.id.description) == [wrong])
        let added = try #require(found[missed])
        let technique = try #require(TechniqueID(missed).flatMap(knowledge.technique))
        #expect(added.review == .added && added.score == 1 && added.name == technique.name)
        #expect(added.tactics == technique.tactics)
        #expect(added.evidence.map(\.text) == ["They did."] && added.evidence.first?.signal == .analyst)
    }

    /// A stored report that honours verdicts is honoured again at every later output: nothing piles up, and what was
    /// taken back is as it was, but for the evidence of what had been rejected.
    @Test func honouringAgainChangesNothingAndAVerdictThatIsGoneIsUndone() throws {
        let knowledge = try Fixtures.knowledge()
        let ids = knowledge.techniques.map(\.id.description)
        let report = try report(ids[0], ids[1])
        let reviews = [
            try review(ids[0], .accepted, evidence: "This one."), try review(ids[1], .rejected),
            try review(ids[2], .added),
        ]
        let once = report.honouring(reviews, knowledge: knowledge)
        #expect(once.honouring(reviews, knowledge: knowledge) == once)
        #expect(once.techniques.first { $0.id.description == ids[0] }?.evidence.count == 2)
        let undone = once.honouring([], knowledge: knowledge)
        #expect(undone.rejected.isEmpty && undone.techniques.map(\.id) == report.techniques.map(\.id))
        #expect(undone.techniques.allSatisfy { $0.review == nil })
        #expect(report.honouring([], knowledge: knowledge) == report)
    }

    @Test func aVerdictOnWhatTheReportDoesNotHaveIsIgnored() throws {
        let knowledge = try Fixtures.knowledge()
        let ids = knowledge.techniques.map(\.id.description)
        let report = try report(ids[0])
        let reviews = [try review(ids[1], .rejected), try review(ids[2], .accepted), try review("T9999", .added)]
        #expect(report.honouring(reviews, knowledge: knowledge) == report)
    }

    @Test func anAddedTechniqueThatIsFoundByNowCountsAsAccepted() throws {
        let knowledge = try Fixtures.knowledge()
        let id = try #require(knowledge.techniques.first?.id.description)
        let honoured = try report(id).honouring([review(id, .added, evidence: "Here.")], knowledge: knowledge)
        #expect(honoured.techniques.map(\.review) == [.accepted])
        #expect(honoured.techniques.first?.evidence.first?.text == "Here.")
    }

    @Test func aReplacedIdIsFollowed() throws {
        let honoured = try report("T1059.001", "T1566")
            .honouring([review("T1086", .rejected)], knowledge: KnowledgeBase.embedded())
        #expect(honoured.techniques.map(\.id.description) == ["T1566"])
        #expect(honoured.rejected.map(\.id.description) == ["T1059.001"])
    }
}
