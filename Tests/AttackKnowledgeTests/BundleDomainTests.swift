import Testing

@testable import AttackKnowledge

@Suite struct BundleDomainTests {
    private func technique(_ id: String, chain: String, domain: String) -> String {
        """
        {"type": "attack-pattern", "id": "attack-pattern--\(id)", "name": "Technique \(id)",
         "modified": "2026-01-05T00:00:00.000Z", "x_mitre_domains": ["\(domain)"],
         "external_references": [{"source_name": "mitre-attack", "external_id": "\(id)"}],
         "kill_chain_phases": [{"kill_chain_name": "\(chain)", "phase_name": "discovery"}]}
        """
    }

    @Test func anotherDomainThanExpectedIsRefused() throws {
        let bytes = try Fixture.bytes("harbour-stix-2.1.json")
        let error = #expect(throws: KnowledgeError.self) { try AttackBundle.read(bytes, expecting: .mobile) }
        #expect(error?.code == .wrongDomain)
        #expect(error?.detail == "the bundle is of enterprise-attack, expected mobile-attack")
        #expect(try AttackBundle.read(bytes, expecting: .enterprise).knowledge.domain == .enterprise)
    }

    @Test func theKillChainTellsTheDomainWhereNoMatrixDoes() throws {
        let bundle = try AttackBundle.read(
            Fixture.bundle(technique("T1420", chain: "mitre-mobile-attack", domain: "mobile-attack"))
        )
        #expect(bundle.knowledge.domain == .mobile)
    }

    @Test func aBundleOfTwoDomainsIsReadForTheOneAskedFor() throws {
        let bytes = Fixture.bundle(
            technique("T1420", chain: "mitre-mobile-attack", domain: "mobile-attack"),
            technique("T0846", chain: "mitre-ics-attack", domain: "ics-attack")
        )
        let error = #expect(throws: KnowledgeError.self) { try AttackBundle.read(bytes) }
        #expect(error?.code == .wrongDomain)
        let bundle = try AttackBundle.read(bytes, expecting: .ics)
        #expect(bundle.knowledge.techniques.map(\.id.description) == ["T0846"])
        #expect(bundle.warnings.contains { $0.code == .otherDomain })
    }

    @Test func techniquesOfNoDomainAreRefused() throws {
        let bytes = Fixture.bundle(technique("T1420", chain: "other-chain", domain: "other-domain"))
        let error = #expect(throws: KnowledgeError.self) { try AttackBundle.read(bytes) }
        #expect(error?.code == .wrongDomain)
    }
}
