import Testing

@testable import AttackKnowledge

@Suite struct EmbeddedCatalogueTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let domain: AttackDomain
        let techniques: Int
        let tactics: Int
        let groups: Int
        let software: Int
        var testDescription: String { domain.rawValue }
    }

    @Test(arguments: [
        Case(domain: .enterprise, techniques: 691, tactics: 14, groups: 172, software: 784),
        Case(domain: .mobile, techniques: 124, tactics: 12, groups: 17, software: 122),
        Case(domain: .ics, techniques: 83, tactics: 12, groups: 14, software: 23),
    ])
    func theProgramCarriesTheWholeRelease(_ expected: Case) throws {
        let knowledge = try KnowledgeBase.embedded(expected.domain)
        #expect(knowledge.domain == expected.domain)
        #expect(knowledge.version == "18.1")
        #expect(knowledge.techniques.count == expected.techniques)
        #expect(knowledge.tactics.count == expected.tactics)
        #expect(knowledge.groups.count == expected.groups)
        #expect(knowledge.software.count == expected.software)
    }

    @Test(arguments: AttackDomain.allCases)
    func itsRelationsHoldTogether(_ domain: AttackDomain) throws {
        let knowledge = try KnowledgeBase.embedded(domain)
        let tactics = Set(knowledge.tactics.map(\.shortName))
        for technique in knowledge.techniques {
            #expect(!technique.tactics.isEmpty && tactics.isSuperset(of: technique.tactics), "\(technique.id)")
            #expect(technique.parent.map { knowledge.technique($0) != nil } != false, "\(technique.id)")
            #expect(technique.mitigations.allSatisfy { knowledge.mitigation($0) != nil }, "\(technique.id)")
            #expect(knowledge.current(technique.id) == technique.id)
        }
        for retired in knowledge.retired {
            #expect(retired.replacement.map { knowledge.technique($0) != nil } != false, "\(retired.id)")
        }
        for used in knowledge.groups.flatMap(\.techniques) + knowledge.software.flatMap(\.techniques) {
            #expect(knowledge.technique(used) != nil, "\(used)")
        }
        for campaign in knowledge.campaigns {
            #expect(campaign.groups.allSatisfy { knowledge.group($0) != nil }, "\(campaign.id)")
            #expect(campaign.software.allSatisfy { knowledge.software($0) != nil }, "\(campaign.id)")
        }
    }

    @Test func tacticsAreInTheOrderOfTheMatrix() throws {
        let knowledge = try KnowledgeBase.embedded()
        #expect(knowledge.tactics.first?.name == "Reconnaissance")
        #expect(knowledge.tactics.last?.name == "Impact")
    }

    @Test func oldIDsOfOldReportsAreUpgraded() throws {
        let knowledge = try KnowledgeBase.embedded()
        let powerShell = try #require(TechniqueID("T1086"))
        #expect(knowledge.current(powerShell) == TechniqueID("T1059.001"))
        #expect(
            knowledge.fullName(of: try #require(TechniqueID("T1059.001")))
                == "Command and Scripting Interpreter: PowerShell"
        )
    }

    @Test func theStoredFormIsCanonical() throws {
        for domain in AttackDomain.allCases {
            let knowledge = try KnowledgeBase.embedded(domain)
            #expect(try KnowledgeBase(encoded: knowledge.encoded()).fingerprint == knowledge.fingerprint)
        }
    }
}
