/// A group, software or campaign that was revoked or deprecated, and what stands in its place.
package struct RetiredEntity: Hashable, Sendable {
    /// The kinds of entity.
    package enum Kind: String, Codable, Sendable {
        /// A group of adversaries.
        case group
        /// Malware or a tool.
        case software
        /// A campaign.
        case campaign
    }

    /// What it was.
    package let kind: Kind
    /// The ATT&CK id, such as `G0058`.
    package let id: String
    /// Its last name.
    package let name: String
    /// Whether it was revoked in favour of another; otherwise it was deprecated.
    package let isRevoked: Bool
    /// The ATT&CK id of the one in force at the end of the chain of revocations; nil when there is none.
    package let replacement: String?
}
