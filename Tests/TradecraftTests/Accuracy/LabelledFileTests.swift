import AttackKnowledge
import Foundation
import Inbox
import TechniqueMapping
import Testing

@testable import Tradecraft

/// Files that people labelled are read line by line, and what is wrong is said with its place.
@Suite struct LabelledFileTests {
    private func lines(_ content: String) throws -> [LabelledText] {
        let folder = try TemporaryFolder()
        let path = try folder.file("labelled.jsonl", content)
        return try LabelledFile.lines(LabelledText.self, in: SystemPath(path), expected: LabelledText.expectation)
    }

    @Test func aLineIsAReportOrASentenceWithItsTechniquesAndTheirPlaces() throws {
        let content = """
            {"doc": "a", "text": "x", "labels": ["T1059.001", "TA0002", "S0154"], "source": "unknown key"}

            {"doc": "b", "text": "y", "labels": [], "spans": [[0, 1, "T1059"], [0, 1, "S0154"]]}
            """
        let lines = try lines(content)
        #expect(lines.map(\.doc) == ["a", "b"])
        #expect(lines.first?.labels.map(\.description) == ["T1059.001"])
        #expect(lines.last?.spans.map(\.id.description) == ["T1059"])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let line: String
        let says: String
    }

    @Test(arguments: [
        Case(testDescription: "no JSON", line: "nope", says: "it is not JSON"),
        Case(testDescription: "a key is missing", line: #"{"doc": "a", "text": "x"}"#, says: "\"labels\" is missing"),
        Case(
            testDescription: "a value of another type",
            line: #"{"doc": "a", "text": 7, "labels": []}"#,
            says: "text is of another type"
        ),
        Case(
            testDescription: "a label that is no id",
            line: #"{"doc": "a", "text": "x", "labels": ["T10599"]}"#,
            says: "labels: expected ids such as T1059.001"
        ),
        Case(
            testDescription: "a span backwards",
            line: #"{"doc": "a", "text": "x", "labels": [], "spans": [[2, 1, "T1059"]]}"#,
            says: "spans[0]"
        ),
    ])
    func aMalformedLineIsNamed(_ wrong: Case) throws {
        let good = #"{"doc": "a", "text": "x", "labels": []}"#
        let error = #expect(throws: StartupError.self) { try lines("\(good)\n\n\(wrong.line)\n") }
        #expect(error?.exitCode == .badData)
        #expect(error?.description.contains("labelled.jsonl, line 3: expected {\"doc\"") == true)
        #expect(error?.description.contains(wrong.says) == true, "\(error?.description ?? "")")
    }

    @Test func aFileThatIsNotThereIsAnotherKindOfError() {
        let error = #expect(throws: StartupError.self) { try LabelledFile.classes("/nowhere/labels.json") }
        #expect(error?.exitCode == .inputOutput)
    }

    @Test func sentencesOfAReportAreJoinedInTheirOrder() throws {
        let lines = try lines(
            """
            {"doc": "b", "text": "one", "labels": ["T1059"]}
            {"doc": "a", "text": "two", "labels": []}
            {"doc": "b", "text": "three", "labels": ["T1059", "T1003"]}
            """
        )
        let joined = LabelledText.joined(lines)
        #expect(joined.map(\.doc) == ["b", "a"])
        #expect(joined.map(\.text) == ["one\nthree", "two"])
        #expect(joined.map { $0.labels.map(\.description) } == [["T1003", "T1059"], []])
    }

    /// The same words marked twice are one text with both techniques.
    @Test func everyDistinctMarkedPieceIsATextOfItsOwn() throws {
        let lines = try lines(
            """
            {"doc": "a", "text": "They ran it. e\u{301} They ran it.", "labels": [], "spans": [[0, 8, "T1059"], [13, 15, "T1003"]]}
            {"doc": "b", "text": "So They ran", "labels": [], "spans": [[3, 11, "T1204"], [2, 2, "T1003"], [90, 95, "T1003"]]}
            """
        )
        let pieces = EvaluationSettings(unit: .span).texts(lines)
        #expect(pieces.map(\.text) == ["They ran", "e\u{301}"])
        #expect(pieces.map { $0.labels.map(\.description) } == [["T1059", "T1204"], ["T1003"]])
        #expect(pieces.map(\.doc) == ["a", "a"])
    }

    @Test func textsInWhichAnIDIsWrittenCanBeLeftOut() throws {
        let lines = try lines(
            """
            {"doc": "a", "text": "They used T1059.001.", "labels": ["T1059.001"]}
            {"doc": "b", "text": "They used S0154.", "labels": ["T1059.001"]}
            """
        )
        #expect(EvaluationSettings(leavesOutWritten: true).texts(lines).map(\.doc) == ["b"])
        #expect(EvaluationSettings().texts(lines).count == 2)
    }
}
