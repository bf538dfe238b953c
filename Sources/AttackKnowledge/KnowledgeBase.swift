/// The facts of one release of ATT&CK, in one domain.
///
/// A value: read once, shared freely, never changed. Ids, names and relations only; the prose of a bundle is in
/// ``AttackCorpus``. Everything listed is in force, except ``retired`` and ``retiredEntities``.
package struct KnowledgeBase: Sendable {
    /// The domain.
    package let domain: AttackDomain
    /// The release, such as "18.1"; never empty.
    ///
    /// ``AttackBundle`` states how it is derived.
    package let version: String
    /// The day on which the newest object was modified, such as "2025-11-12"; nil when no object tells.
    package let released: String?
    /// The tactics, in matrix order.
    package let tactics: [Tactic]
    /// The techniques and sub-techniques in force, sorted by id.
    package let techniques: [Technique]
    /// The techniques no longer in force, sorted by id.
    package let retired: [RetiredTechnique]
    /// The groups, sorted by id.
    package let groups: [Group]
    /// Malware and tools, sorted by id.
    package let software: [Software]
    /// The campaigns, sorted by id.
    package let campaigns: [Campaign]
    /// The groups, software and campaigns no longer in force, sorted by id.
    package let retiredEntities: [RetiredEntity]
    /// The mitigations, sorted by id.
    package let mitigations: [Mitigation]
    /// The data sources, sorted by id; none since ATT&CK 18.
    package let dataSources: [DataSource]
    /// The data components, sorted by id.
    package let dataComponents: [DataComponent]
    /// The detection strategies, sorted by id; none before ATT&CK 18.
    package let detectionStrategies: [DetectionStrategy]
    /// Sixteen hexadecimal digits that are the same for the same facts, and for nothing else in practice.
    ///
    /// They are the FNV-1a hash of ``encoded()`` without its last line.
    package private(set) var fingerprint: String

    let techniqueIndex: [TechniqueID: Int]
    let retiredIndex: [TechniqueID: Int]

    /// Takes facts that are complete and sorted, and adds what follows from them.
    ///
    /// The fingerprint is given where the caller has verified it already.
    init(_ facts: KnowledgeFacts, fingerprint: String? = nil) {
        domain = facts.domain
        version = facts.version
        released = facts.released
        tactics = facts.tactics
        techniques = facts.linkedTechniques()
        retired = facts.retired
        groups = facts.groups
        software = facts.software
        campaigns = facts.campaigns
        retiredEntities = facts.retiredEntities
        mitigations = facts.mitigations
        dataSources = facts.dataSources
        dataComponents = facts.dataComponents
        detectionStrategies = facts.detectionStrategies
        techniqueIndex = Dictionary(
            uniqueKeysWithValues: facts.techniques.indices.map { (facts.techniques[$0].id, $0) }
        )
        retiredIndex = Dictionary(uniqueKeysWithValues: facts.retired.indices.map { (facts.retired[$0].id, $0) })
        self.fingerprint = fingerprint ?? ""
        if fingerprint == nil {
            self.fingerprint = CatalogueEncoder.encode(self).fingerprint
        }
    }
}
