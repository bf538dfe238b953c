import AttackKnowledge
import Testing

@testable import TechniqueMapping

@Suite("Names")
struct NameTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let ids: [String]
        var testDescription: String { text }
    }

    static let cases = [
        Case(text: "We attribute this to Amber Kestrel.", ids: ["G9001"]),
        Case(text: "We attribute this to AMBER KESTREL.", ids: ["G9001"]),
        Case(text: "The amber kestrel is a bird.", ids: []),
        Case(text: "Also known as TEMP.Kestrel.", ids: ["G9001"]),
        Case(text: "quillbot7 was found.", ids: ["S9002"]),
        Case(text: "Harbor opened a port.", ids: []),
        Case(text: "The harbor malware is no name, it is small.", ids: []),
        Case(text: "The Harbor backdoor opened a port.", ids: ["S9001"]),
        Case(text: "HARBORMASTER opened a port.", ids: ["S9001"]),
        Case(text: "They ran net.exe to list users.", ids: ["S9003"]),
        Case(text: "They cast a net over the network.", ids: []),
        Case(text: "The tool was seen at the group's servers.", ids: []),
        Case(text: "Jobs were made with at.exe on each server.", ids: ["S9004"]),
        Case(text: "See S9001 and C9001.", ids: ["C9001", "S9001"]),
        Case(text: "It began with Operation Paper Lantern in May.", ids: ["C9001"]),
    ]

    /// Ordinary words are names only in their own case and beside a word that says so.
    @Test(arguments: cases)
    func namesAreFoundAndOrdinaryWordsAreNot(_ example: Case) throws {
        let mapping = try Support.smallMapper().map(example.text)
        let found = (mapping.groups + mapping.software + mapping.campaigns).map(\.id).sorted()
        #expect(found == example.ids)
    }

    @Test
    func theNameStandsExactlyWhereTheMatchSays() throws {
        let text = "\u{1F600} Caf\u{E9}: the Harbor backdoor and, later, Amber Kestrel\u{2019}s tools."
        let mapping = try Support.smallMapper().map(text)
        let software = try #require(mapping.software.first?.evidence.first?.match)
        let group = try #require(mapping.groups.first?.evidence.first?.match)
        #expect(software.text(in: text) == "Harbor")
        #expect(group.text(in: text) == "Amber Kestrel")
    }

    @Test
    func aTechniqueNamedInFullIsEvidenceByName() throws {
        let mapping = try Support.smallMapper().map("Next came Process Injection into another process.")
        let match = try #require(mapping.techniques.first { $0.id.description == "T1055" })
        #expect(match.evidence.first?.signal == .name)
    }
}
