import AttackKnowledge
import Testing

@testable import TechniqueMapping

@Suite("Families and literal signals")
struct LiteralSignalTests {
    private func ids(_ texts: [String]) throws -> [TechniqueID] {
        try texts.map { try #require(TechniqueID($0)) }
    }

    @Test func aFamilyIsATechniqueWithItsSubTechniquesWhetherOrNotItIsAClass() throws {
        let families = TechniqueFamilies(
            try ids(["T1053", "T1053.002", "T1053.005", "T1059.001", "T1059.003", "T1486"])
        )
        #expect(families.members == [[0, 1, 2], [3, 4], [5]])
        #expect(families.family == [0, 0, 0, 1, 1, 2])
        #expect(families.parent == [-1, 0, 0, -1, -1, -1])
        #expect(families.count == 3)
        #expect(TechniqueFamilies([]).count == 0)
    }

    private func read(_ text: String, classes: [String]) throws -> LiteralSignals {
        let knowledge = try #require(Support.bundle).knowledge
        let index = Dictionary(uniqueKeysWithValues: try ids(classes).enumerated().map { ($1, $0) })
        var text = text
        return text.withUTF8 { bytes in
            LiteralSignals.read(
                bytes,
                SentenceSegmenter.sentences(of: bytes),
                knowledge,
                index,
                TechniqueNameIndex(knowledge, classIndex: index)
            )
        }
    }

    /// Sentences with the id are counted, not ids; a retired one counts for its successor, one outside for its parent.
    @Test func writtenIdsCountOnceASentenceForWhatTheyStandFor() throws {
        let text =
            "First T1086 and T1059.001 were seen. Then T1059.001 once more. Last came T1566.001, T9998 and S9001."
        let signals = try read(text, classes: ["T1059", "T1059.001", "T1566"])
        #expect(signals.identifiers == [0, 2, 1])
        #expect(signals.identified == 2)
    }

    /// Names of one word are ordinary words, which are left to the model.
    @Test func onlyNamesOfSeveralWordsCount() throws {
        let signals = try read(
            "Process Injection came first. Phishing came next, then process injection.",
            classes: ["T1055", "T1486", "T1566"]
        )
        #expect(signals.names == [2, 0, 0])
        #expect(signals.named == 1)
    }
}
