import AttackKnowledge
import Testing

@testable import TechniqueMapping

/// Names as reports write them, against the names of the embedded release.
@Suite("Names of the embedded release")
struct EmbeddedNameTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let ids: [String]
        var testDescription: String { text }
    }

    static let cases = [
        Case(text: "They dropped SmokeLoader, AgentTesla and Quasar RAT.", ids: ["S0226", "S0262", "S0331"]),
        Case(text: "APT 29\u{2019}s operators and APT-28 differ.", ids: ["G0007", "G0016"]),
        Case(text: "The actors used PsEXEC, ADFind and BazaLoader.", ids: ["S0029", "S0534", "S0552"]),
        Case(text: "They ran nltest /domain_trusts and net localgroup administrators.", ids: ["S0039", "S0359"]),
        Case(text: "It is a program for the .NET framework, a .Net loader, on evil[.]net domain.", ids: []),
        Case(text: "Wiper malware is on the rise.", ids: []),
        Case(text: "They cast a net, expand the route and ping the page.", ids: []),
        Case(text: "The more_eggs malware came first.", ids: ["S0284"]),
        Case(text: "The Akira ransomware encrypts files.", ids: ["S1129"]),
        Case(text: "The Akira gang names its victims.", ids: ["G1024"]),
    ]

    @Test(arguments: cases)
    func namesAreFoundHoweverTheyAreSpelt(_ example: Case) throws {
        let mapping = try Support.embedded.get().map(example.text)
        let found = (mapping.groups + mapping.software + mapping.campaigns).map(\.id).sorted()
        #expect(found == example.ids)
    }
}
