/// A group, a piece of software or a campaign that a document names.
package struct ReportedEntity: Codable, Hashable, Sendable {
    /// What sort of thing it is.
    package let kind: ReportedEntityKind
    /// Its ATT&CK id, for instance `G0016`.
    package let id: String
    /// Its name in ATT&CK.
    package let name: String
    /// The sentences that name it.
    package let evidence: [ReportEvidence]

    /// Creates an entity that a document names.
    package init(kind: ReportedEntityKind, id: String, name: String, evidence: [ReportEvidence]) {
        self.kind = kind
        self.id = id
        self.name = name
        self.evidence = evidence
    }
}
