import AttackKnowledge
import AttackReports
import DocumentText
import Foundation
import GRDB
import Inbox
import Taskt
import TechniqueMapping
import Testing

@testable import Tradecraft

/// What analysts say, from the command line to the database.
@Suite(.timeLimit(.minutes(6))) struct ReviewDeskTests {
    private let id = RecordedInstallation.id("first")

    private func installation() async throws -> RecordedInstallation {
        let recorded = try await RecordedInstallation()
        try await recorded.report(id, "apt.txt", techniques: [("T1059.001", 0.9), ("T1566", 0.6), ("T1486", 0.3)])
        return recorded
    }

    private func desk(_ recorded: RecordedInstallation) throws -> ReviewDesk {
        try ReviewDesk(recorded.configuration, logger: silence)
    }

    @discardableResult private func take(
        _ recorded: RecordedInstallation,
        _ asks: ReviewAsk...
    ) throws -> ReviewOutcome {
        try desk(recorded).take(asks, on: id, by: "ana", at: recorded.tick())
    }

    private func verdicts(_ recorded: RecordedInstallation) throws -> [String: ReviewVerdict] {
        let reviews = try recorded.database.reviews(on: id)
        return Dictionary(uniqueKeysWithValues: reviews.map { ($0.technique.description, $0.verdict) })
    }

    @Test func verdictsAreKeptWithWhoWhenAndWhatWasReviewed() async throws {
        let recorded = try await installation()
        let text = ExtractedDocument(
            text: "Heading\n\nThen the  tool was\nfetched with certutil. The end.",
            segments: [
                Segment(kind: .heading, start: 0, end: 7, page: 1),
                Segment(kind: .paragraph, start: 9, end: 59, page: 2),
            ],
            mediaType: "text/plain"
        )
        try await recorded.ledger.keepText(StoredText.encode(text), of: id, at: recorded.tick())
        try take(
            recorded,
            ReviewAsk(.accept, "t1059.001"),
            ReviewAsk(.reject, "T1566", note: "a quote"),
            ReviewAsk(.add, "T1105", evidence: "the tool was fetched with certutil.")
        )
        let reviews = try recorded.database.reviews(on: id)
        #expect(reviews.map(\.technique.description) == ["T1059.001", "T1105", "T1566"])
        #expect(reviews.map(\.verdict) == [.accepted, .added, .rejected])
        #expect(reviews.map(\.score) == [0.9, nil, 0.6])
        #expect(reviews.map(\.note) == [nil, nil, "a quote"])
        #expect(reviews.allSatisfy { $0.reviewer == "ana" && $0.attack == "18.1" && $0.model == "00112233" })
        // As it stands in the text, with its place, page and heading.
        let evidence = try #require(reviews[1].evidence)
        #expect(evidence.text == "the  tool was\nfetched with certutil.")
        #expect(evidence.start == 14 && evidence.page == 2 && evidence.section == "Heading")
        let change = try #require(try recorded.database.story(of: id).changes.last)
        #expect(change.action == "reviewed" && change.facts.contains("accepted T1059.001"))
        #expect(!change.facts.contains("certutil"))
        #expect(try await recorded.ledger.reviews(on: id) == reviews)
    }

    @Test func sayingTheSameAgainChangesNothing() async throws {
        let recorded = try await installation()
        let asks = [ReviewAsk(.reject, "T1566", note: "no"), ReviewAsk(.add, "T1105", evidence: "They did.")]
        let desk = try desk(recorded)
        #expect(try desk.take(asks, on: id, by: "ana", at: recorded.tick()).changes.count == 2)
        let before = try recorded.database.reviews(on: id)
        let outcome = try desk.take(asks, on: id, by: "bob", at: recorded.tick())
        #expect(outcome.changes.isEmpty && outcome.unchanged == 2)
        #expect(try recorded.database.reviews(on: id) == before)
    }

    @Test func verdictsAreChangedAndForgotten() async throws {
        let recorded = try await installation()
        try take(recorded, ReviewAsk(.accept, "T1566"), ReviewAsk(.add, "T1105"))
        let outcome = try take(recorded, ReviewAsk(.reject, "T1566"), ReviewAsk(.reject, "T1105"))
        #expect(outcome.changes.map(\.before) == ["accepted", "added"])
        #expect(try verdicts(recorded) == ["T1566": .rejected])
        try take(recorded, ReviewAsk(.forget, "T1566"))
        #expect(try verdicts(recorded).isEmpty)
        #expect(try take(recorded, ReviewAsk(.forget, "T1566")).notices.count == 1)
    }

    @Test func whatWasFoundAndIsAddedCountsAsAccepted() async throws {
        let recorded = try await installation()
        // PowerShell's id of the release before ATT&CK 7.
        let outcome = try take(recorded, ReviewAsk(.add, "T1086"))
        #expect(outcome.notices == ["T1059.001 was found in the document: it counts as accepted"])
        #expect(try verdicts(recorded) == ["T1059.001": .accepted])
    }

    @Test(arguments: [
        ("accept", "T1105", "say --add T1105"), ("reject", "T1059", "but T1059.001"),
        ("accept", "T1566.001", "but T1566 "),
        ("add", "T9999", "is not in ATT&CK Enterprise"), ("add", "PowerShell", "expected a technique's id"),
    ])
    func whatMakesNoSenseIsRefusedAndNothingIsWritten(action: String, technique: String, words: String) async throws {
        let recorded = try await installation()
        let ask = ReviewAsk(try #require(ReviewAsk.Action(rawValue: action)), technique)
        let error = #expect(throws: StartupError.self) { try take(recorded, ReviewAsk(.accept, "T1486"), ask) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(try verdicts(recorded).isEmpty)
    }

    /// The recorded documents all have the same content.
    @Test func aDocumentWithTheSameContentHasTheSameVerdicts() async throws {
        let recorded = try await installation()
        let other = RecordedInstallation.id("second")
        try await recorded.report(other, "again.txt", techniques: [("T1566", 0.5)])
        try take(recorded, ReviewAsk(.reject, "T1566"))
        #expect(try recorded.database.reviews(on: other).map(\.verdict) == [.rejected])
        let desk = try desk(recorded)
        _ = try desk.take([ReviewAsk(.accept, "T1566")], on: other, by: "bob", at: recorded.tick())
        #expect(try verdicts(recorded) == ["T1566": .accepted])
        _ = try desk.take([ReviewAsk(.forget, "T1566")], on: other, by: "bob", at: recorded.tick())
        #expect(try verdicts(recorded).isEmpty)
    }

    @Test func aTableGoesOutAndComesBackFilledIn() async throws {
        let recorded = try await installation()
        try take(recorded, ReviewAsk(.add, "T1105", evidence: "=They did."))
        let desk = try desk(recorded)
        let file = "\(recorded.folder.path)/review.csv"
        #expect(try desk.export(ReviewFilter(), to: SystemPath(file)) == (4, 1))
        // As a European Excel saves it: other separators, a mark in front, and what the analyst has typed.
        var text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("'=They did."))
        text = text.replacing(",", with: ";").replacing("\r\n", with: "\n")
        text = text.replacing("Sentence 1 on T1566.;;\n", with: "Sentence 1 on T1566.;Rejected;\"not; here\"\n")
        text += "apt.txt;\(id);T1003;;;They dumped it.;added;\n"
        try Data(([0xEF, 0xBB, 0xBF] + Array(text.utf8))).write(to: URL(filePath: file))
        let outcome = try desk.take(SystemPath(file), by: "bob", at: recorded.tick())
        #expect(outcome.changes.map { "\($0.technique) \($0.change)" } == ["T1566 rejected", "T1003 added"])
        #expect(outcome.unchanged == 1)
        #expect(try verdicts(recorded) == ["T1566": .rejected, "T1003": .added, "T1105": .added])
        #expect(try recorded.database.reviews(on: id).first { $0.verdict == .rejected }?.note == "not; here")
        let again = try desk.take(SystemPath(file), by: "eve", at: recorded.tick())
        #expect(again.changes.isEmpty && again.unchanged == 3)
        var unreviewed = ReviewFilter()
        unreviewed.isUnreviewed = true
        #expect(try desk.export(unreviewed, to: SystemPath(file)) == (2, 1))
        #expect(try desk.export(ReviewFilter(), to: SystemPath(file)) == (5, 1))
        #expect(try desk.take(SystemPath(file), by: "eve", at: recorded.tick()).changes.isEmpty)
    }

    @Test func aTableWithFaultsIsNotTakenInAtAll() async throws {
        let recorded = try await installation()
        let text = """
            document,technique,verdict,note
            \(id),T1059.001,accepted,
            \(id),T1566,maybe,
            \(id),T1105,rejected,
            d-nothere,T1566,accepted,
            \(RecordedInstallation.id("ghost")),T1566,accepted,
            """
        let file = try recorded.folder.file("review.csv", text)
        let error = #expect(throws: ReviewTableError.self) {
            try desk(recorded).take(SystemPath(file), by: "ana", at: recorded.tick())
        }
        #expect(error?.faults.map(\.line) == [3, 4, 5, 6])
        #expect(error?.faults.map(\.column) == ["verdict", "technique", "document", "document"])
        #expect(error?.faults.first?.detail.contains("expected accepted, rejected, added, forget or nothing") == true)
        #expect(try verdicts(recorded).isEmpty)
    }

    @Test func theFiguresCountWhatAnalystsSaw() async throws {
        let recorded = try await installation()
        try take(recorded, ReviewAsk(.accept, "T1059.001"), ReviewAsk(.reject, "T1566"), ReviewAsk(.add, "T1105"))
        let figures = try recorded.database.reviewFigures()
        #expect(figures.documents == 1)
        #expect(figures.overall.accepted == 1 && figures.overall.rejected == 1 && figures.overall.added == 1)
        #expect(figures.overall.precision == 0.5 && figures.overall.recallAtMost == 0.5)
        #expect(figures.byConfidence.map(\.name) == ["high", "medium", "not found"])
        #expect(figures.byTechnique.contains { $0.name == "T1566 Phishing" && $0.precision == 0 })
        #expect(figures.byModel.map(\.name) == ["ATT&CK 18.1, model 00112233"])
        // Wilson, "Probable inference" (1927): 8 of 10.
        let interval = ReviewFigures.Figure.wilson(8, of: 10)
        #expect(abs(interval[0] - 0.4902) < 1e-4 && abs(interval[1] - 0.9433) < 1e-4)
    }

    @Test func verdictsBecomeSentencesToLearnFrom() async throws {
        let recorded = try await installation()
        try take(
            recorded,
            ReviewAsk(.accept, "T1059.001"),
            ReviewAsk(.reject, "T1566"),
            ReviewAsk(.add, "T1105", evidence: "They fetched it.")
        )
        let sentences = try recorded.database.reviewedSentences()
        #expect(
            sentences.map(\.text) == [
                "Sentence 1 on T1059.001.", "They fetched it.", "Sentence 1 on T1566.", "Sentence 2 on T1566.",
            ]
        )
        #expect(sentences.map(\.labels) == [["T1059.001"], ["T1105"], [], []])
        #expect(sentences.map(\.rejected) == [[], [], ["T1566"], ["T1566"]])
    }

    /// A release that comes while analysts are learned from has another model than one that comes otherwise.
    @Test func modelsOfLaterReleasesAreTrainedFromVerdictsWhereThatIsWanted() async throws {
        let recorded = try await installation()
        try take(recorded, ReviewAsk(.add, "T1566.001", evidence: "The gadget frobnicated the turnips."))
        let bundle = SystemPath(repository.appending(path: "Fixtures/TechniqueMapping/small-bundle.json").path)
        var models: [String] = []
        for learning in MappingSettings.Learning.allCases {
            var configuration = recorded.configuration
            configuration.mapping.learnsFromReviews = learning
            // Releases are kept by their content: each way has a folder of its own.
            let folder = try TemporaryFolder()
            configuration.state = SystemPath(folder.path)
            try FileManager.default.copyItem(
                atPath: recorded.state.database.description,
                toPath: StateFolder(configuration.state).database.description
            )
            let log = "\(recorded.state.database)-wal"
            if FileManager.default.fileExists(atPath: log) {
                try FileManager.default.copyItem(
                    atPath: log,
                    toPath: "\(StateFolder(configuration.state).database)-wal"
                )
            }
            let library = KnowledgeLibrary(configuration, now: EngineEnvironment.systemTime, logger: silence)
            models.append(try await library.importBundle(bundle).model)
        }
        #expect(models.count == 2 && models[0] != models[1])
    }
}
