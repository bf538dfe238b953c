import AttackKnowledge
import Testing

@testable import TechniqueMapping

/// Damage that no checksum shows: what is read is either refused or sound, and a sound model can be used.
@Suite("Hostile model files", .timeLimit(.minutes(5)))
struct HostileModelTests {
    typealias Kind = StageSupport.Kind

    private func seal(_ bytes: inout [UInt8]) {
        let checksum = bytes.withUnsafeBytes {
            Checksum.of(UnsafeRawBufferPointer(rebasing: $0[ModelFormat.Field.covered...]))
        }
        for index in 0..<8 {
            bytes[ModelFormat.Field.checksum + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index))
        }
    }

    private func word(_ bytes: [UInt8], _ offset: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    private func section(_ bytes: [UInt8], _ section: ModelFormat.Section) -> Range<Int> {
        let field = ModelFormat.Field.sections + section.rawValue * 8
        return word(bytes, field)..<word(bytes, field) + word(bytes, field + 4)
    }

    private static let prose = """
        They ran an encoded PowerShell script, T1059.001. Files were encrypted. A spearphishing email with an attachment came.
        """

    /// Whether the bytes are refused; if not, a text is mapped with them, and every score must be one.
    private func isRefused(_ bytes: [UInt8], _ note: @autoclosure () -> String) throws -> Bool {
        let knowledge = try #require(Support.bundle).knowledge
        let mapper: TechniqueMapper
        do {
            mapper = try TechniqueMapper(
                model: TechniqueModel(bytes: bytes),
                knowledge: knowledge,
                options: MappingOptions(maximumRanked: .max)
            )
        } catch {
            return true
        }
        for mapping in [mapper.map(Self.prose), mapper.mapSentence("Files were encrypted.")] {
            let scores =
                mapping.ranked.map(\.score) + mapping.techniques.map(\.score)
                + mapping.techniques.flatMap { $0.evidence.map(\.score) }
            #expect(scores.allSatisfy { (0...1).contains($0) }, "\(note()): \(scores)")
        }
        return false
    }

    /// Two thousand bytes of the parts that are not long lists of weights, each changed in some way.
    @Test(arguments: Kind.allCases)
    func aChangedByteIsRefusedOrDoesNoHarm(_ kind: Kind) throws {
        let bytes = try StageSupport.bytes(kind)
        let short = [ModelFormat.Section.attackVersion, .classes, .biases, .banks, .calibrations, .stage]
        let places = Array(ModelFormat.Field.covered..<ModelFormat.headerSize) + short.flatMap { section(bytes, $0) }
        var dice = Dice(67)
        var refused = 0
        for _ in 0..<150 {
            // The last part is the longest by far, so half of the changes are before it.
            let stage = section(bytes, .stage)
            let place =
                dice.roll(2) == 0
                ? stage.lowerBound + dice.roll(stage.count) : places[dice.roll(places.count - stage.count)]
            var damaged = bytes
            damaged[place] ^= UInt8(1 + dice.roll(255))
            seal(&damaged)
            if try isRefused(damaged, "byte \(place)") { refused += 1 }
        }
        #expect(refused > 20 && refused < 150)
    }

    @Test(arguments: Kind.allCases)
    func aModelCutAnywhereBehindARightChecksumIsRefused(_ kind: Kind) throws {
        let bytes = try StageSupport.bytes(kind)
        for count in stride(from: ModelFormat.headerSize, to: bytes.count, by: bytes.count / 19) {
            var cut = Array(bytes.prefix(count))
            for index in 0..<8 {
                cut[ModelFormat.Field.size + index] = UInt8(truncatingIfNeeded: count >> (8 * index))
            }
            seal(&cut)
            #expect(try isRefused(cut, "cut to \(count)"))
        }
    }

    /// A technique twice, or in another place, would be looked up under the wrong number.
    @Test(arguments: Kind.allCases)
    func classesOutOfOrderOrTwiceAreRefused(_ kind: Kind) throws {
        let bytes = try StageSupport.bytes(kind)
        let classes = section(bytes, .classes)
        for place in classes {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where bytes[place] != digit {
                var damaged = bytes
                damaged[place] = digit
                seal(&damaged)
                if try isRefused(damaged, "class byte \(place)") { continue }
                // A closed set may become another one; the families of an open one may not.
                let classes = try TechniqueModel(bytes: damaged).classes
                #expect(classes == Set(classes).sorted(), "class byte \(place)")
            }
        }
    }

    /// A stage by itself: a few trees, so that every cut and every byte can be tried.
    private func smallStage(_ kind: Kind) -> [UInt8] {
        func forest(_ inputs: Int) -> Forest {
            var forest = Forest(inputCount: inputs, start: -0.5)
            for tree in 0..<2 {
                forest.add(
                    features: (0..<7).map { UInt8(($0 * 3 + tree) % inputs) },
                    cuts: (0..<7).map { Float($0) / 10 - 0.4 },
                    leaves: (0..<8).map { Float($0) / 10 - 0.3 }
                )
            }
            return forest
        }
        let stage: ReportStage
        switch kind {
        case .plain: stage = .plain
        case .open:
            stage = .open(OpenStage(families: forest(FamilyInputs.count), members: forest(MemberInputs.count)))
        case .closed:
            stage = .closed(
                ClosedStage(
                    techniques: forest(TechniqueInputs.count),
                    habits: ClassHabits(priors: [0, 1], means: [-1, 0.5], deviations: [0.1, 0.2]),
                    usage: SharedUse(steps: [0, 5, -7, 0], count: 2)
                )
            )
        }
        return StageWriter.write(
            ModelContents(
                attackVersion: "1",
                knowledgeFingerprint: 0,
                classes: ["T1055", "T1486"],
                familyCount: 0,
                biases: [],
                banks: [],
                sentenceCalibrations: [],
                reportCalibration: nil,
                stage: stage,
                threshold: 0.5,
                sentenceThreshold: 0.25,
                ordinaryNames: [],
                features: []
            )
        )
    }

    private func read(_ bytes: [UInt8]) -> StageReader.Contents? {
        bytes.withUnsafeBytes { bytes in
            do { return try StageReader.read(bytes, classCount: 2) } catch { return nil }
        }
    }

    @Test(arguments: Kind.allCases)
    func aStageIsReadAsItWasWrittenAndNoOtherLengthIs(_ kind: Kind) throws {
        let bytes = smallStage(kind)
        let contents = try #require(read(bytes))
        #expect(contents.threshold == 0.5 && contents.sentenceThreshold == 0.25)
        switch contents.stage {
        case .plain: #expect(kind == .plain)
        case .closed(let stage):
            #expect(kind == .closed)
            #expect(stage.usage.steps == [0, 5, -7, 0] && stage.habits.means == [-1, 0.5])
        case .open(let stage):
            #expect(kind == .open)
            #expect(stage.members.treeCount == 2)
        }
        for count in bytes.indices { #expect(read(Array(bytes.prefix(count))) == nil, "cut to \(count)") }
        #expect(read(bytes + [0]) == nil)
    }

    @Test(arguments: [Kind.closed, .open])
    func everyByteOfAStageMayBeAnything(_ kind: Kind) {
        let bytes = smallStage(kind)
        var dice = Dice(71)
        for place in bytes.indices {
            for _ in 0..<4 {
                var damaged = bytes
                damaged[place] ^= UInt8(1 + dice.roll(255))
                guard let contents = read(damaged) else { continue }
                switch contents.stage {
                case .plain: Issue.record("byte \(place): a stage became plain")
                case .closed(let stage):
                    expectSound(stage.techniques)
                    #expect((stage.habits.priors + stage.habits.means).allSatisfy { $0.isFinite })
                case .open(let stage):
                    expectSound(stage.families)
                    expectSound(stage.members)
                }
            }
        }
    }

    /// Two infinities of a forest would make a score that is no number.
    @Test(arguments: [Kind.closed, .open], [Float.infinity, -.infinity, .nan])
    func noNumberOfAStageIsInfinite(_ kind: Kind, _ value: Float) {
        let bytes = smallStage(kind)
        // What closed stages hold last is bytes, not words.
        let words = (bytes.count - (kind == .closed ? 4 : 0)) / 4
        for word in 0..<words {
            var damaged = bytes
            for index in 0..<4 {
                damaged[4 * word + index] = UInt8(truncatingIfNeeded: value.bitPattern >> (8 * index))
            }
            #expect(read(damaged) == nil, "word \(word)")
        }
    }

    private func expectSound(_ forest: Forest) {
        #expect(forest.features.allSatisfy { Int($0) < forest.inputCount })
        #expect((forest.cuts + forest.leaves).allSatisfy { $0.isFinite })
        var row = [Float](repeating: 0.3, count: forest.inputCount)
        let probability = row.withUnsafeMutableBufferPointer { forest.probability($0) }
        #expect((0...1).contains(probability))
    }
}
