import Testing

@testable import AttackKnowledge

@Suite struct AttackBundleTests {
    private let bundle: AttackBundle
    private var knowledge: KnowledgeBase { bundle.knowledge }

    init() throws {
        bundle = try AttackBundle.read(Fixture.bytes("harbour-stix-2.1.json"))
    }

    private func id(_ text: String) throws -> TechniqueID { try #require(TechniqueID(text)) }

    @Test func aGoodBundleGivesNoWarning() {
        #expect(bundle.warnings == [])
    }

    @Test func theCollectionNamesTheRelease() throws {
        #expect(knowledge.version == "18.1")
        #expect(knowledge.released == "2025-11-13")
        #expect(knowledge.domain == .enterprise)
        let told = try AttackBundle.read(Fixture.bytes("harbour-stix-2.1.json"), release: "3.0")
        #expect(told.knowledge.version == "18.1")
    }

    /// The ids of the tactics are in another order than the matrix, and so are the objects: only the matrix counts.
    @Test func tacticsAreInMatrixOrder() {
        #expect(knowledge.tactics.map(\.shortName) == ["arrival", "concealment", "departure"])
        #expect(knowledge.tactics.map(\.id) == ["TA9002", "TA9003", "TA9001"])
        #expect(knowledge.tactic("concealment")?.name == "Concealment")
        #expect(knowledge.tactic("concealed") == nil)
    }

    @Test func aTechniqueHasItsFacts() throws {
        let technique = try #require(knowledge.technique(id("T9001")))
        #expect(technique.name == "Signal Lantern")
        #expect(technique.stixID == "attack-pattern--5eaf0000-0000-4000-8000-000000009001")
        #expect(technique.tactics == ["arrival"])
        #expect(technique.platforms == ["Linux", "Windows"])
        #expect(technique.mitigations == ["M9001"])
        #expect(technique.detections == ["Watching for Lights"])
        #expect(technique.dataComponents == ["Hull Inspection", "Lamp Switching"])
        #expect(technique.parent == nil)
    }

    @Test func theTacticsOfATechniqueAreInMatrixOrder() throws {
        #expect(try knowledge.technique(id("T9001.001"))?.tactics == ["arrival", "concealment"])
        #expect(knowledge.techniques(ofTactic: "concealment").map(\.id.description) == ["T9001.001", "T9002"])
    }

    @Test func techniquesAndSubTechniquesAreSortedAndFound() throws {
        let ids = knowledge.techniques.map(\.id.description)
        #expect(ids == ["T9001", "T9001.001", "T9001.002", "T9002", "T9003"])
        #expect(try knowledge.subTechniques(of: id("T9001")).map(\.id.description) == ["T9001.001", "T9001.002"])
        #expect(try knowledge.subTechniques(of: id("T9002")).isEmpty)
        #expect(try knowledge.subTechniques(of: id("T9999")).isEmpty)
        #expect(try knowledge.fullName(of: id("T9001.002")) == "Signal Lantern: Borrowed Lantern")
        #expect(try knowledge.fullName(of: id("T9000")) == "Old Beacon")
        #expect(try knowledge.fullName(of: id("T9999")) == nil)
    }

    @Test func aRevokedIDLeadsToTheEndOfItsChain() throws {
        #expect(try knowledge.current(id("T9000")) == id("T9001"))
        #expect(try knowledge.current(id("T9004")) == id("T9001"))
        #expect(try knowledge.current(id("T9001")) == id("T9001"))
        #expect(try knowledge.current(id("T9999")) == nil)
        let old = try #require(knowledge.retiredTechnique(id("T9000")))
        #expect(old.name == "Old Beacon")
        #expect(old.isRevoked)
        #expect(try knowledge.technique(id("T9000")) == nil)
    }

    @Test func aDeprecatedTechniqueHasNoReplacement() throws {
        let old = try #require(knowledge.retiredTechnique(id("T9005")))
        #expect(!old.isRevoked)
        #expect(old.replacement == nil)
        #expect(try knowledge.current(id("T9005")) == nil)
    }

    @Test func groupsKnowTheirAliasesAndWhatTheyUse() throws {
        let group = try #require(knowledge.group("G9001"))
        #expect(knowledge.groups.map(\.id) == ["G9001"])
        #expect(group.name == "Quiet Heron")
        #expect(group.aliases == ["Grey Wader"])
        #expect(group.software == ["S9001"])
        // T9003 comes from a group that was revoked in favour of this one; a withdrawn relationship adds nothing.
        #expect(group.techniques.map(\.description) == ["T9001.001", "T9003"])
    }

    @Test func softwareIsMalwareOrATool() throws {
        let malware = try #require(knowledge.software("S9001"))
        let tool = try #require(knowledge.software("S9002"))
        #expect((malware.kind, tool.kind) == (.malware, .tool))
        #expect(malware.aliases == ["Bladder Weed"])
        #expect(malware.platforms == ["Linux"])
        // The bundle says that it uses a technique that was revoked: it counts for the one that replaces it.
        #expect(tool.techniques.map(\.description) == ["T9001"])
    }

    @Test func campaignsAreAttributed() throws {
        let campaign = try #require(knowledge.campaign("C9001"))
        #expect(campaign.aliases == ["Ebb"])
        #expect(campaign.groups == ["G9001"])
        #expect(campaign.software == ["S9002"])
        #expect(campaign.techniques.map(\.description) == ["T9003"])
    }

    @Test func retiredGroupsAndSoftwareLeadToWhatReplacesThem() {
        #expect(knowledge.retiredEntity("G9002")?.replacement == "G9001")
        #expect(knowledge.retiredEntity("S9003")?.replacement == "S9002")
        #expect(knowledge.retiredEntities.map(\.kind) == [.group, .software])
    }

    @Test func mitigationsAndDetectionsAreRead() throws {
        #expect(knowledge.mitigation("M9001")?.techniques.map(\.description) == ["T9001"])
        let strategy = try #require(knowledge.detectionStrategies.first)
        #expect(strategy.id == "DET9001")
        #expect(strategy.analytics.map(\.id) == ["AN9001", "AN9002"])
        #expect(strategy.analytics.map(\.platforms) == [["Linux"], ["Windows"]])
        #expect(strategy.analytics.map(\.dataComponents) == [["DC9001", "DC9002"], ["DC9002"]])
        #expect(knowledge.dataComponents.map(\.id) == ["DC9001", "DC9002"])
        #expect(knowledge.dataSources == [])
    }
}
