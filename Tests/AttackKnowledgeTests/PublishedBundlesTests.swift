import Foundation
import Testing

@testable import AttackKnowledge

@Suite(.enabled(if: PublishedBundles.folder != nil, Comment(rawValue: PublishedBundles.absence)))
struct PublishedBundlesTests {
    /// The figures that the embedded catalogue and the documentation rest on.
    @Test func enterprise181IsReadWhole() throws {
        let bundle = try AttackBundle.read(PublishedBundles.json("enterprise-attack-18.1"))
        let knowledge = bundle.knowledge
        #expect(knowledge.version == "18.1")
        #expect(knowledge.techniques.count == 691)
        #expect(knowledge.tactics.count == 14)
        #expect(knowledge.groups.count == 172)
        #expect(knowledge.software.count == 784)
        #expect(knowledge.detectionStrategies.count == 691)
        #expect(bundle.corpus.passages.filter { $0.kind == .technique }.count == 691)
        #expect(bundle.warnings.map(\.code) == [.derivedVersion])
        #expect(try knowledge == KnowledgeBase.embedded(), "the embedded catalogue is not of this bundle")
    }

    /// The list has one step a line, of all domains; a chain that ends at a deprecated technique leads nowhere.
    @Test func everyRevocationOf181LeadsToTheEndOfItsChain() throws {
        let domains = try AttackDomain.allCases.map { try KnowledgeBase.embedded($0) }
        let json = try Data(contentsOf: PublishedBundles.file("revoked_map_18.1.json"))
        let steps = try JSONDecoder().decode([String: String].self, from: json)
        for old in steps.keys {
            var last = old
            while let next = steps[last] {
                last = next
            }
            let id = try #require(TechniqueID(old))
            let end = try #require(TechniqueID(last))
            let ends = domains.filter { $0.retiredTechnique(id) != nil }.map { $0.current(id)?.description }
            let isInForce = domains.contains { $0.retiredTechnique(id) != nil && $0.technique(end) != nil }
            #expect(ends == [isInForce ? last : nil], "\(old)")
        }
        let revoked = Set(domains.flatMap(\.retired).filter(\.isRevoked).map(\.id.description))
        #expect(revoked.isSuperset(of: steps.keys))
    }

    @Test func enterprise161HasItsDataSources() throws {
        let bundle = try AttackBundle.readKnowledge(PublishedBundles.json("enterprise-attack-16.1"))
        #expect(bundle.knowledge.version == "16.1")
        #expect(bundle.knowledge.techniques.count == 656)
        #expect(bundle.knowledge.groups.count == 159)
        #expect(bundle.knowledge.dataSources.count == 37)
        #expect(bundle.knowledge.techniques.filter { !$0.dataComponents.isEmpty }.count > 600)
        #expect(bundle.warnings.map(\.code) == [.derivedVersion])
    }

    /// The file has techniques and nothing else: the two tactics that replace Defense Evasion take its place.
    @Test func enterprise19IsReadFromItsTechniquesAlone() throws {
        let bytes = try PublishedBundles.json("enterprise-attack-19-techniques-only.from-art")
        let knowledge = try AttackBundle.read(bytes, release: "19").knowledge
        #expect(knowledge.version == "19")
        #expect(knowledge.techniques.count == 697)
        let names = knowledge.tactics.map(\.shortName)
        #expect(names.count == 15)
        #expect(names[5...8] == ["privilege-escalation", "stealth", "defense-impairment", "credential-access"])
    }

    @Test func bothFormsOfICSSayTheSame() throws {
        let older = try AttackBundle.read(PublishedBundles.json("ics-attack-18.1"))
        let newer = try AttackBundle.read(PublishedBundles.json("ics-attack-18.1.stix21"))
        #expect(newer.warnings == [])
        #expect((older.knowledge.version, newer.knowledge.version) == ("18.1", "18.1"))
        #expect(older.knowledge.techniques == newer.knowledge.techniques)
        #expect(older.knowledge.groups == newer.knowledge.groups)
        #expect(older.knowledge.detectionStrategies == newer.knowledge.detectionStrategies)
        #expect(older.corpus.passages == newer.corpus.passages)
        #expect(try older.knowledge == KnowledgeBase.embedded(.ics))
    }

    @Test func mobileHasOneMatrixInForce() throws {
        let knowledge = try AttackBundle.read(PublishedBundles.json("mobile-attack-18.1"), expecting: .mobile).knowledge
        #expect(knowledge.tactics.count == 12)
        #expect(knowledge.techniques.count == 124)
        #expect(try knowledge == KnowledgeBase.embedded(.mobile))
    }
}
