/// A technique that was revoked or deprecated, and what stands in its place.
package struct RetiredTechnique: Hashable, Sendable {
    /// The ATT&CK id, as found in older reports.
    package let id: TechniqueID
    /// Its last name.
    package let name: String
    /// Whether it was revoked in favour of another; otherwise it was deprecated.
    package let isRevoked: Bool
    /// The technique in force at the end of the chain of revocations; nil when there is none.
    package let replacement: TechniqueID?
}
