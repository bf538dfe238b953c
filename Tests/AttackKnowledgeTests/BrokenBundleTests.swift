import Testing

@testable import AttackKnowledge

@Suite struct BrokenBundleTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let file: String
        let code: KnowledgeError.Code
        var testDescription: String { file }
    }

    @Test(arguments: [
        Case(file: "not-json.json", code: .notJSON), Case(file: "truncated.json", code: .truncated),
        Case(file: "not-a-bundle.json", code: .notABundle), Case(file: "no-techniques.json", code: .noTechniques),
    ])
    func aBrokenBundleIsRefusedForItsReason(_ broken: Case) throws {
        let bytes = try Fixture.bytes("broken/\(broken.file)")
        let error = #expect(throws: KnowledgeError.self) { try AttackBundle.read(bytes) }
        #expect(error?.code == broken.code)
        #expect(error?.isTransient == false)
    }

    @Test func aRefusalSaysWhereAndWhatInOneLine() throws {
        let bytes = try Fixture.bytes("broken/truncated.json")
        let error = #expect(throws: KnowledgeError.self) { try AttackBundle.read(bytes) }
        #expect(error?.byteOffset == bytes.count)
        let text = "\(try #require(error))"
        #expect(text.hasPrefix("read bundle failed (truncated) at byte \(bytes.count): the input ends here, expected "))
    }

    @Test(arguments: [
        ("", "the input is empty"), ("\u{1F}\u{8B}\u{8}", "expected"), ("[]", "not an object"), ("12", "not an object"),
        ("{}", "expected type bundle"), (#"{"type": "bundle"}"#, "no list of objects"),
        (#"{"type": "bundle", "objects": {}}"#, "no list of objects"), (#"{"objects": []} {}"#, "nothing after"),
    ])
    func whatIsNoBundleIsToldApart(_ json: String, _ expected: String) throws {
        let error = #expect(throws: KnowledgeError.self) { try AttackBundle.read(Array(json.utf8)) }
        #expect(error?.detail.contains(expected) == true, "\(error?.detail ?? "")")
    }

    @Test func aCompressedBundleIsCalledThat() throws {
        let error = #expect(throws: KnowledgeError.self) { try AttackBundle.read([0x1F, 0x8B, 0x08, 0x00]) }
        #expect(error?.code == .notJSON)
        #expect(error?.detail.contains("gzip") == true)
    }

    /// A circle of revocations once meant a reader that never came back.
    @Test(.timeLimit(.minutes(5))) func aCircleOfRevocationsEndsAndIsReported() throws {
        let bundle = try AttackBundle.read(Fixture.bytes("broken/revoked-in-a-circle.json"))
        #expect(bundle.knowledge.retired.map(\.id.description) == ["T9010", "T9011", "T9012", "T9013"])
        #expect(bundle.knowledge.retired.allSatisfy { $0.replacement == nil })
        #expect(bundle.warnings.map(\.code) == [.revocationCycle, .revocationCycle])
        #expect(bundle.warnings.map { $0.objectID?.suffix(4) } == ["9010", "9013"])
    }

    /// One bad object must not cost the release, and must not vanish either.
    @Test func malformedObjectsAreLeftOutAndNamed() throws {
        let bundle = try AttackBundle.read(Fixture.bytes("broken/malformed-objects.json"))
        #expect(bundle.knowledge.techniques.map(\.id.description) == ["T9001"])
        #expect(bundle.knowledge.techniques.map(\.name) == ["Technique 9001"])
        let warnings = bundle.warnings
        let malformed = warnings.filter { $0.code == .malformedObject }
        #expect(malformed.map { $0.objectID?.suffix(4) ?? "" } == ["9020", "", "9022", "9023", "0050", ""])
        #expect(malformed.first?.detail == "object 7 has name of type number, expected a string; left out")
        #expect(warnings.filter { $0.code == .duplicateObject }.map { $0.objectID?.suffix(4) } == ["9001", "9024"])
        #expect(warnings.filter { $0.code == .danglingReference }.map { $0.objectID?.suffix(4) } == ["0051"])
        #expect(warnings.filter { $0.code == .retiredReference }.map { $0.objectID?.suffix(4) } == ["0052"])
        #expect(warnings.filter { $0.code == .unknownType }.count == 2)
        #expect(warnings.count == 12)
        // A relationship with the older of two twins counts for the one that was kept.
        #expect(bundle.knowledge.group("G9001")?.techniques.map(\.description) == ["T9001"])
    }

    /// Such an id once came back from the stored form as another.
    @Test func anIDThatIsNotOfItsTypeMakesTheObjectMalformed() throws {
        let odd = Fixture.technique("T9002").replacing("attack-pattern--T9002", with: "T9002")
        let bundle = try AttackBundle.read(Fixture.bundle(Fixture.technique("T9001"), odd))
        #expect(bundle.knowledge.techniques.map(\.id.description) == ["T9001"])
        #expect(bundle.warnings.first?.code == .malformedObject)
        #expect(bundle.warnings.first?.objectID == "T9002")
    }

    @Test func everyBeginningOfABundleIsCalledTruncated() throws {
        let bytes = try Fixture.bytes("harbour-stix-2.1.json")
        let end = try #require(bytes.lastIndex(of: UInt8(ascii: "}")))
        for length in stride(from: 1, through: end, by: 37) {
            let error = #expect(throws: KnowledgeError.self) { try AttackBundle.read(Array(bytes[..<length])) }
            #expect(error?.code == .truncated, "\(length) bytes")
        }
    }

    /// Whatever a bad disk or proxy makes of a bundle, it is read or refused: the reader never traps.
    @Test(arguments: ["harbour-stix-2.0.json", "harbour-stix-2.1.json"])
    func aDamagedBundleIsReadOrRefused(_ file: String) throws {
        let bytes = try Fixture.bytes(file)
        var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<3 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let replacements = Array(#"{}[]",:\0tnu"#.utf8) + [0x00, 0xFF]
                damaged[Int(seed >> 33) % bytes.count] = replacements[Int(seed >> 20) % replacements.count]
            }
            do {
                let knowledge = try AttackBundle.read(damaged).knowledge
                #expect(try KnowledgeBase(encoded: knowledge.encoded()) == knowledge)
            } catch {
                #expect(error.operation == "read bundle")
            }
        }
    }
}
