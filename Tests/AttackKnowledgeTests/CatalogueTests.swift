import Foundation
import Testing

@testable import AttackKnowledge

@Suite struct CatalogueTests {
    private let knowledge: KnowledgeBase
    private let encoded: [UInt8]

    init() throws {
        knowledge = try AttackBundle.readKnowledge(Fixture.bytes("harbour-stix-2.1.json")).knowledge
        encoded = knowledge.encoded()
    }

    private func code(of bytes: [UInt8]) -> KnowledgeError.Code? {
        #expect(throws: KnowledgeError.self) { try KnowledgeBase(encoded: bytes) }?.code
    }

    /// The stored form with a right fingerprint after a change to its lines.
    private func resealed(_ change: (inout [String]) -> Void) -> [UInt8] {
        var lines = String(decoding: encoded, as: UTF8.self).split(separator: "\n").dropLast().map(String.init)
        change(&lines)
        let body = lines.joined(separator: "\n") + "\n"
        let hash = Array(body.utf8).withUnsafeBytes { Fingerprint.of($0) }
        return Array("\(body)end\t\(lines.count - 1)\t\(Fingerprint.hexadecimal(hash))\n".utf8)
    }

    @Test(arguments: ["harbour-stix-2.0.json", "harbour-stix-2.1.json", "harbour-stix-2.1-newer.json"])
    func whatIsStoredComesBackWhole(_ file: String) throws {
        let knowledge = try AttackBundle.read(Fixture.bytes(file)).knowledge
        let again = try KnowledgeBase(encoded: knowledge.encoded())
        #expect(again.fingerprint == knowledge.fingerprint)
        #expect((again.domain, again.version) == (knowledge.domain, knowledge.version))
        #expect(again.released == knowledge.released)
        #expect(again.tactics == knowledge.tactics)
        #expect(again.techniques == knowledge.techniques)
        #expect(again.retired == knowledge.retired)
        #expect(again.groups == knowledge.groups)
        #expect(again.software == knowledge.software)
        #expect(again.campaigns == knowledge.campaigns)
        #expect(again.retiredEntities == knowledge.retiredEntities)
        #expect(again.mitigations == knowledge.mitigations)
        #expect(again.dataSources == knowledge.dataSources)
        #expect(again.dataComponents == knowledge.dataComponents)
        #expect(again.detectionStrategies == knowledge.detectionStrategies)
        #expect(again.encoded() == knowledge.encoded())
    }

    @Test func theFormIsTextWithAFirstAndALastLine() throws {
        let lines = String(decoding: encoded, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "tradecraft-knowledge\t1\tenterprise-attack\t18.1\t2025-11-13")
        #expect(lines.last == "end\t\(lines.count - 2)\t\(knowledge.fingerprint)")
        #expect(knowledge.fingerprint.utf8.count == 16)
    }

    @Test func noProseOfTheBundleIsStored() throws {
        let text = String(decoding: encoded, as: UTF8.self)
        for passage in try AttackBundle.read(Fixture.bytes("harbour-stix-2.1.json")).corpus.passages {
            #expect(!text.contains(passage.text))
        }
    }

    @Test func separatorsInNamesSurvive() throws {
        let technique =
            Fixture.technique("T9001", more: #", "x_mitre_platforms": ["a|b", "tab\there", "back\\slash\n"]"#)
            .replacing("Technique T9001", with: #"Bars | tabs\t and \\ lines\r\n"#)
        let knowledge = try AttackBundle.readKnowledge(Fixture.bundle(technique)).knowledge
        let again = try KnowledgeBase(encoded: knowledge.encoded())
        #expect(again.techniques.first?.name == "Bars | tabs\t and \\ lines\r\n")
        #expect(again.techniques.first?.platforms == ["a|b", "tab\there", "back\\slash\n"])
    }

    @Test func everyBeginningIsCalledTruncated() {
        for length in [1, 10] + Array(stride(from: 25, to: encoded.count, by: 13)) {
            #expect(code(of: Array(encoded[..<length])) == .truncated, "\(length) bytes")
        }
    }

    @Test func everyChangedByteIsNoticed() {
        for index in stride(from: 0, to: encoded.count, by: 7) {
            var changed = encoded
            changed[index] ^= 0x01
            #expect(throws: KnowledgeError.self, "byte \(index)") { try KnowledgeBase(encoded: changed) }
        }
    }

    @Test func somethingElseIsToldApart() {
        #expect(code(of: []) == .notACatalogue)
        #expect(code(of: Array("{}".utf8)) == .notACatalogue)
        #expect(code(of: resealed { $0[0] = $0[0].replacing("\t1\t", with: "\t2\t") }) == .unsupportedVersion)
    }

    /// A right fingerprint makes nothing right that the lines get wrong: cached files may come from anywhere.
    @Test func aWellSealedMistakeIsDamage() {
        let mistakes: [(inout [String]) -> Void] = [
            { $0[0] = $0[0].replacing("enterprise-attack", with: "marine-attack") },
            { $0[0] = $0[0].replacing("18.1", with: "") },
            { $0.append($0[1]) },
            { $0.swapAt(6, 7) },
            { $0.append("lighthouse\t1\t2\t3\t4") },
            { lines in lines = lines.map { $0.hasPrefix("technique") ? $0.replacing("T9001", with: "T901") : $0 } },
            { lines in lines = lines.map { $0.hasPrefix("retired") ? $0.replacing("revoked", with: "gone") : $0 } },
            { lines in lines = lines.map { $0.hasPrefix("software") ? $0.replacing("tool", with: "toy") : $0 } },
            { lines in lines = lines.map { $0.hasPrefix("group") ? $0 + "\textra" : $0 } },
            { lines in lines = lines.map { $0.hasPrefix("group") ? $0.replacing("Quiet", with: "\\q") : $0 } },
            { lines in lines = lines.map { $0.hasPrefix("analytic") ? $0.replacing("DET9001", with: "DET0") : $0 } },
        ]
        for (number, mistake) in mistakes.enumerated() {
            #expect(code(of: resealed(mistake)) == .damaged, "mistake \(number)")
        }
    }

    @Test func aKnowledgeBaseIsCodedAsItsStoredForm() throws {
        let json = try JSONEncoder().encode([knowledge])
        #expect(try JSONDecoder().decode([KnowledgeBase].self, from: json) == [knowledge])
        #expect(try JSONDecoder().decode([String].self, from: json).first.map { Array($0.utf8) } == encoded)
    }
}
