import AttackKnowledge
import Testing

@testable import TechniqueMapping

/// What holds for a model with a report stage, whatever the stage is.
@Suite("Report stages", .timeLimit(.minutes(5)))
struct StageModelTests {
    typealias Kind = StageSupport.Kind

    private func ids(_ mapping: Mapping) -> [String] { mapping.techniques.map(\.id.description) }

    @Test func theStageFollowsFromWhatThereIsToLearnFrom() throws {
        func stage(_ kind: Kind) throws -> ReportStage { try TechniqueModel(bytes: StageSupport.bytes(kind)).stage }
        #expect(try stage(.plain) == .plain)
        guard case .closed(let closed) = try stage(.closed), case .open(let open) = try stage(.open) else {
            Issue.record("a list of classes makes a closed stage, none an open one")
            return
        }
        #expect(closed.techniques.treeCount > 0 && open.families.treeCount > 0 && open.members.treeCount > 0)
        #expect(closed.usage.count == StageSupport.closedSet.count)
    }

    /// Nine reports are too few to learn from, and make no stage.
    @Test func aHandfulOfReportsMakesNoStage() throws {
        let bundle = try #require(Support.bundle)
        let few = (0..<9).map { "report \($0)" }
        let bytes = try ModelTrainer.train(
            knowledge: bundle.knowledge,
            corpus: bundle.corpus,
            labelled: StageSupport.sentences.filter { few.contains($0.doc) }
        )
        #expect(try TechniqueModel(bytes: bytes).stage == .plain)
    }

    @Test(arguments: [Kind.closed, .open])
    func oneAndTwoThreadsAndASecondTrainingGiveTheSameBytes(_ kind: Kind) throws {
        let bytes = try StageSupport.bytes(kind)
        #expect(try StageSupport.train(kind, threads: 1) == bytes)
        #expect(try StageSupport.train(kind, threads: 2) == bytes)
        #expect(try StageSupport.train(kind, threads: 2, folds: 4) != bytes, "the reports take part")
    }

    static let texts = [
        ("An intruder ran a PowerShell script with an encoded command.", "T1059.001"),
        ("Then all files on the drive were encrypted.", "T1486"),
        ("It began with a spearphishing email with a malicious attachment.", "T1566.001"),
    ]

    @Test(arguments: Kind.allCases, texts)
    func whatIsDescribedComesFirst(_ kind: Kind, _ example: (text: String, id: String)) throws {
        let mapping = try StageSupport.mapper(kind).map(example.text + " The company is based in a large town.")
        let expected = kind == .closed && example.id == "T1059.001" ? "T1059" : example.id
        #expect(mapping.ranked.first?.id.description == expected)
    }

    /// A closed model answers for its set; what lies outside counts for the parent that lies inside.
    @Test func aClosedModelKeepsToItsSet() throws {
        let model = try TechniqueModel(bytes: StageSupport.bytes(.closed))
        #expect(model.classes == StageSupport.closedSet)
        #expect(model.familyCount == 0)
        #expect((0..<4).filter { model.tables.banks[$0] == 1 } == [0, 1, 2, 3])
        let mapper = try StageSupport.mapper(.closed, MappingOptions(threshold: 0))
        var dice = Dice(41)
        for _ in 0..<60 {
            let text = StageSupport.text(&dice)
            for match in mapper.map(text).techniques where match.writtenAs.isEmpty {
                #expect(StageSupport.closedSet.contains(match.id.description), "\(text)")
            }
        }
    }

    @Test(arguments: [Kind.plain, .open])
    func aWrittenIdIsAlwaysFoundAndARetiredOneUpgraded(_ kind: Kind) throws {
        let mapper = try StageSupport.mapper(kind, MappingOptions(threshold: 2))
        var dice = Dice(43)
        for _ in 0..<80 {
            let around = [StageSupport.text(&dice), StageSupport.text(&dice)]
            let mapping = mapper.map(around.joined(separator: " T1486, T1086 and T1043 \n"))
            #expect(Set(ids(mapping)).isSuperset(of: ["T1486", "T1059.001", "T1043"]))
            #expect(!ids(mapping).contains("T1086"))
            for match in mapping.techniques {
                #expect(!match.writtenAs.isEmpty && match.score >= 0.95)
                #expect(match.isRetired == (match.id.description == "T1043"))
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func whoWantsToMissLessIsToldAtLeastAsMuch(_ kind: Kind) throws {
        let mappers = try Sensitivity.allCases.map {
            try StageSupport.mapper(kind, MappingOptions(sensitivity: $0))
        }
        var dice = Dice(47)
        var differ = 0
        for _ in 0..<80 {
            let text = StageSupport.text(&dice)
            let found = mappers.map { Set(ids($0.map(text))) }
            #expect(found[0].isSubset(of: found[1]) && found[1].isSubset(of: found[2]), "\(text)")
            if found[0] != found[2] { differ += 1 }
        }
        #expect(differ > 0, "the setting would do nothing")
    }

    @Test(arguments: Kind.allCases)
    func aThresholdIsWhatSeparatesTheFoundFromTheOthers(_ kind: Kind) throws {
        var dice = Dice(53)
        for threshold in [0.05, 0.3, 0.6] {
            let mapper = try StageSupport.mapper(kind, MappingOptions(threshold: threshold, maximumRanked: .max))
            for _ in 0..<25 {
                let mapping = mapper.map(StageSupport.text(&dice))
                let found = Set(ids(mapping))
                for match in mapping.techniques where match.writtenAs.isEmpty { #expect(match.score >= threshold) }
                for ranked in mapping.ranked where ranked.score < threshold {
                    let isWritten = mapping.techniques.contains { $0.id == ranked.id && !$0.writtenAs.isEmpty }
                    #expect(!found.contains(ranked.id.description) || isWritten)
                }
                #expect(mapping.ranked.map(\.score).allSatisfy { (0...1).contains($0) })
            }
        }
    }

    /// What is left out is left out everywhere: among the found, the ranked, and the written.
    @Test(arguments: Kind.allCases)
    func whatIsLeftOutIsNowhere(_ kind: Kind) throws {
        func id(_ text: String) throws -> TechniqueID { try #require(TechniqueID(text)) }
        let selections = [
            TechniqueSelection(allowed: [try id("T1566"), try id("T1486")]),
            TechniqueSelection(denied: [try id("T1059"), try id("T1566.001")]),
            TechniqueSelection(platforms: ["Linux"]),
            TechniqueSelection(platforms: ["windows"]),
        ]
        let knowledge = try #require(Support.bundle).knowledge
        let text = "T1086, T1486, T1566, T1566.001 and T1055. " + Self.texts.map(\.0).joined(separator: " ")
        for selection in selections {
            let mapping = try StageSupport.mapper(kind, MappingOptions(threshold: 0, selection: selection)).map(text)
            let told = Set(mapping.techniques.map(\.id) + mapping.ranked.map(\.id))
            for told in told {
                let technique = try #require(knowledge.technique(told))
                #expect(selection.admits(technique), "\(told)")
            }
            let isEmpty = selection.platforms == ["linux"]
            #expect(told.isEmpty == isEmpty)
        }
    }

    @Test(arguments: Kind.allCases)
    func evidenceIsTheTextAtItsOffsets(_ kind: Kind) throws {
        let mapper = try StageSupport.mapper(kind, MappingOptions(threshold: 0))
        var dice = Dice(59)
        var pieces = 0
        for number in 0..<120 {
            let text = StageSupport.text(&dice)
            let scalars = Array(text.unicodeScalars)
            let mapping = number % 3 == 0 ? mapper.mapSentence(text) : mapper.map(text)
            let evidence =
                mapping.techniques.flatMap(\.evidence)
                + (mapping.groups + mapping.software + mapping.campaigns).flatMap(\.evidence)
            for match in mapping.techniques { #expect(!match.evidence.isEmpty && match.evidence.count <= 5) }
            for piece in evidence {
                try #require(0 <= piece.start && piece.start < piece.end && piece.end <= scalars.count)
                #expect(Array(piece.text(in: text).unicodeScalars) == Array(scalars[piece.start..<piece.end]))
                for term in piece.terms where !term.contains("\u{2026}") && !term.contains(" ") {
                    #expect(piece.text(in: text).unicodeScalars.contains(term.unicodeScalars), "\(term)")
                }
                guard let match = piece.match else { continue }
                #expect(piece.start <= match.start && match.start < match.end && match.end <= piece.end)
                pieces += 1
            }
            for match in mapping.techniques {
                for piece in match.evidence where piece.signal == .identifier {
                    let written = try #require(piece.match).text(in: text)
                    #expect(match.writtenAs.contains(written))
                }
            }
        }
        #expect(pieces > 100)
    }

    @Test(arguments: Kind.allCases)
    func aSentenceByItselfIsJudgedByItsOwnCut(_ kind: Kind) throws {
        let mapper = try StageSupport.mapper(kind)
        let text = " \u{2003}They ran an encoded PowerShell script.\n"
        let mapping = mapper.mapSentence(text)
        for match in mapping.techniques {
            #expect(match.score >= mapper.model.sentenceThreshold)
            #expect(match.evidence.map { $0.text(in: text) } == ["They ran an encoded PowerShell script."])
        }
        #expect(mapping.ranked.first?.id.description == (kind == .closed ? "T1059" : "T1059.001"))
        #expect(mapper.mapSentence("T1053").techniques.map(\.id.description) == ["T1053"])
        for nothing in ["", " ", "\n\n", "\u{2003}"] {
            let mapping = mapper.mapSentence(nothing)
            #expect(mapping.techniques.isEmpty && mapping.ranked.allSatisfy { $0.score == 0 } || mapping.ranked.isEmpty)
        }
    }

    @Test(arguments: Kind.allCases)
    func theSameTextGivesTheSame(_ kind: Kind) throws {
        let mapper = try StageSupport.mapper(kind)
        let other = try StageSupport.mapper(kind)
        var dice = Dice(61)
        for _ in 0..<20 {
            let text = StageSupport.text(&dice)
            #expect(mapper.map(text) == other.map(text))
        }
    }
}
