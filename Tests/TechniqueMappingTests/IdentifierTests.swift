import AttackKnowledge
import Testing

@testable import TechniqueMapping

@Suite("Written ids")
struct IdentifierTests {
    @Test(arguments: [
        ("uses T1059.001.", ["T1059.001"]), ("(T1055), T1566", ["T1055", "T1566"]),
        ("https://attack.mitre.org/techniques/T1059/001/", ["T1059.001"]),
        ("https://attack.mitre.org/techniques/t1059/001", ["T1059.001"]),
        ("tags: attack.t1059.001, attack.t1055", ["T1059.001", "T1055"]),
        ("https://example.org/t1059 and /page-t1055", []), ("XT1059 T10590 T1059a", []), ("T1059.0011", ["T1059"]),
        ("T1059.001", ["T1059.001"]), ("T105", []), ("S9001 and G9001 and s9001", ["S9001", "G9001"]),
    ])
    func idsAreReadWhereTheyStandAsWords(_ text: String, _ ids: [String]) {
        var found: [String] = []
        var text = text
        text.withUTF8 { bytes in LiteralIdentifierScanner.scan(bytes) { found.append($0.canonical) } }
        #expect(found == ids)
    }

    @Test
    func aRevokedIdCountsForItsSuccessorAndKeepsItsForm() throws {
        let mapping = try Support.smallMapper().map("Seen: T1086 and also T1059/001.")
        let match = try #require(mapping.techniques.first { $0.id.description == "T1059.001" })
        #expect(match.writtenAs == ["T1086", "T1059/001"])
        #expect(match.score >= 0.95)
        #expect(match.evidence.first?.signal == .identifier)
        #expect(!match.isRetired)
    }

    @Test
    func aRetiredIdWithoutSuccessorIsFoundAsItself() throws {
        let mapping = try Support.smallMapper().map("The table lists T1043 (Commonly Used Port).")
        let match = try #require(mapping.techniques.first { $0.id.description == "T1043" })
        #expect(match.isRetired)
        #expect(match.name == "Commonly Used Port")
        #expect(match.evidence.first?.match == ScalarRange(start: 16, end: 21))
    }

    @Test
    func whatOnlyLooksLikeAnIdIsListedApart() throws {
        let mapping = try Support.smallMapper().map("Nobody knows T9998, T9998 or T1059.777.")
        #expect(mapping.unknownIdentifiers == ["T9998", "T1059.777"])
        #expect(!mapping.techniques.contains { $0.id.description == "T1059" && !$0.writtenAs.isEmpty })
    }

    /// A threshold nobody reaches still leaves what the author wrote down.
    @Test
    func writtenIdsCountWhateverTheThreshold() throws {
        let mapping = try Support.smallMapper(MappingOptions(threshold: 2)).map("T1486, T1055 and PowerShell scripts")
        #expect(mapping.techniques.map(\.id.description) == ["T1055", "T1486"])
    }
}
