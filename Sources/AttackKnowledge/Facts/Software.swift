/// Malware, or a tool that adversaries use.
package struct Software: Hashable, Sendable {
    /// What the software was made for.
    package enum Kind: String, Codable, Sendable {
        /// Made to do harm.
        case malware
        /// Made for a legitimate or mixed purpose.
        case tool
    }

    /// The ATT&CK id, such as `S0002`.
    package let id: String
    /// The name that ATT&CK lists it under.
    package let name: String
    /// Malware or tool.
    package let kind: Kind
    /// Its other names, in the bundle's order, without `name`.
    package let aliases: [String]
    /// The platforms, in the bundle's order.
    package let platforms: [String]
    /// The STIX id.
    package let stixID: String
    /// The techniques it implements, sorted.
    package let techniques: [TechniqueID]
}
