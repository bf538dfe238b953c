import Testing

@testable import AttackKnowledge

/// MITRE's STIX 2.0 bundles name no release, put `type` anywhere, and before ATT&CK 18 had data sources.
@Suite struct STIX20Tests {
    private let bundle: AttackBundle

    init() throws {
        bundle = try AttackBundle.read(Fixture.bytes("harbour-stix-2.0.json"))
    }

    @Test func theReleaseIsDerivedFromTheNewestDateAndSaidSo() throws {
        #expect(bundle.knowledge.version == "16.1")
        #expect(bundle.knowledge.released == "2024-11-11")
        #expect(bundle.warnings.map(\.code) == [.derivedVersion])
        let told = try AttackBundle.read(Fixture.bytes("harbour-stix-2.0.json"), release: "16.0")
        #expect(told.knowledge.version == "16.0")
        #expect(told.warnings == [])
    }

    @Test func dataComponentsComeFromRelationshipsAndFromNames() throws {
        let painted = try #require(TechniqueID("T9002").flatMap { bundle.knowledge.technique($0) })
        #expect(painted.dataComponents == ["Hull Inspection", "Paint Delivery"])
        #expect(painted.detections == [])
    }

    @Test func dataSourcesAreInForceAndOwnTheirComponents() {
        #expect(bundle.knowledge.dataSources.map(\.id) == ["DS9001"])
        #expect(bundle.knowledge.dataSources.map(\.platforms) == [["Linux", "Windows"]])
        #expect(bundle.knowledge.dataComponents.map(\.name) == ["Lamp Switching", "Hull Inspection"])
        #expect(bundle.knowledge.dataComponents.allSatisfy { $0.dataSource == "DS9001" && $0.id == $0.stixID })
    }

    /// Both forms of the fixture tell of the same world, apart from how techniques are detected.
    @Test func bothVersionsOfSTIXGiveTheSameWorld() throws {
        let newer = try AttackBundle.read(Fixture.bytes("harbour-stix-2.1.json")).knowledge
        #expect(bundle.knowledge.tactics == newer.tactics)
        #expect(bundle.knowledge.techniques.map(\.name) == newer.techniques.map(\.name))
        #expect(bundle.knowledge.techniques.map(\.tactics) == newer.techniques.map(\.tactics))
        #expect(bundle.knowledge.retired == newer.retired)
        #expect(bundle.knowledge.groups == newer.groups)
        #expect(bundle.knowledge.software == newer.software)
        #expect(bundle.knowledge.campaigns == newer.campaigns)
        #expect(bundle.knowledge.mitigations == newer.mitigations)
    }
}
