import Testing

@testable import AttackKnowledge

/// Bundles with techniques and nothing else lend the order of their tactics from the embedded catalogue.
@Suite struct DerivedTacticsTests {
    private func tactics(_ techniques: (id: String, tactic: String)...) throws -> [Tactic] {
        let objects = techniques.map { Fixture.technique($0.id, tactic: $0.tactic) }.joined(separator: ", ")
        let bundle = try AttackBundle.read(Fixture.bundle(objects))
        #expect(bundle.warnings.contains { $0.code == .derivedTactics })
        return bundle.knowledge.tactics
    }

    @Test func knownTacticsKeepTheirPlaceIDAndName() throws {
        let tactics = try tactics(
            ("T1041", "exfiltration"),
            ("T1566", "initial-access"),
            ("T1105", "command-and-control")
        )
        #expect(tactics.map(\.shortName) == ["initial-access", "command-and-control", "exfiltration"])
        #expect(tactics.map(\.id) == ["TA0001", "TA0011", "TA0010"])
        #expect(tactics.map(\.name) == ["Initial Access", "Command and Control", "Exfiltration"])
    }

    /// ATT&CK 19 split Defense Evasion: what its techniques were called before tells where a new tactic belongs.
    @Test func anUnknownTacticStandsWhereItsTechniquesStood() throws {
        let tactics = try tactics(
            ("T1041", "exfiltration"),
            ("T1027", "hiding-and-seeking"),
            ("T1566", "initial-access"),
            ("T9999", "unheard-of")
        )
        #expect(tactics.map(\.shortName) == ["initial-access", "hiding-and-seeking", "exfiltration", "unheard-of"])
        #expect(tactics.map(\.id) == ["TA0001", "hiding-and-seeking", "TA0010", "unheard-of"])
        #expect(tactics[1].name == "Hiding and Seeking")
    }

    @Test func tacticsWithObjectsKeepTheirOwnNames() throws {
        let tactic = """
            {"type": "x-mitre-tactic", "id": "x-mitre-tactic--1", "name": "Landing", "x_mitre_shortname": "initial-access",
             "external_references": [{"source_name": "mitre-attack", "external_id": "TA7777"}]}
            """
        let bundle = try AttackBundle.read(Fixture.bundle(Fixture.technique("T1566", tactic: "initial-access"), tactic))
        #expect(bundle.knowledge.tactics.map(\.name) == ["Landing"])
        #expect(bundle.knowledge.tactics.map(\.id) == ["TA7777"])
    }

    @Test func aParentsNameInFrontOfASubTechniquesIsTakenOff() throws {
        let parent = Fixture.technique("T1059")
        let sub = Fixture.technique("T1059.001").replacing("Technique T1059.001", with: "Technique T1059: PowerShell")
        let knowledge = try AttackBundle.read(Fixture.bundle(parent, sub)).knowledge
        #expect(knowledge.techniques.map(\.name) == ["Technique T1059", "PowerShell"])
    }
}
