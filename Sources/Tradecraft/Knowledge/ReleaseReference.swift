package import AttackKnowledge
package import Taskt

/// Which release of ATT&CK is in force, without its content: what `fetch` gives.
package struct ReleaseReference: Codable, Hashable, Sendable {
    /// The domain.
    package var domain: AttackDomain
    /// The version, such as `18.1`; nil for a bundle that was fetched just now and not parsed yet.
    package var version: String?
    /// The SHA-256 of the bundle, or of the embedded catalogue.
    package var sha256: String
    /// Where it came from: `embedded`, an address, a file.
    package var source: String
    /// When it was fetched; nil for the embedded one.
    package var fetchedAt: Timestamp?
    /// Whether this look found a release that was not in force before.
    package var isChanged: Bool
    /// What the reader of a report should know, such as a source that cannot be reached.
    package var notice: String?
}

extension ReleaseReference {
    /// A bundle that was fetched and is not installed yet.
    init(_ pending: ReleaseRecord.Pending, _ domain: AttackDomain) {
        self.init(
            domain: domain,
            version: nil,
            sha256: pending.sha256,
            source: pending.source,
            fetchedAt: pending.fetchedAt,
            isChanged: true
        )
    }
}

/// A parsed release and the model for it, without their content: what `parse` gives.
package struct KnowledgeReference: Codable, Hashable, Sendable {
    /// The release.
    package var release: ReleaseReference
    /// The identity of the parsed facts.
    package var fingerprint: String
    /// The identity of the model.
    package var model: String
    /// How many techniques, tactics, groups and pieces of software are in force.
    package var counts: Counts

    /// How much a knowledge base holds.
    package struct Counts: Codable, Hashable, Sendable {
        /// Techniques and sub-techniques.
        package var techniques: Int
        /// Tactics.
        package var tactics: Int
        /// Groups.
        package var groups: Int
        /// Malware and tools.
        package var software: Int
    }
}
