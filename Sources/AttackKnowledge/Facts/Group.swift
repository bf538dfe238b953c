/// A group of adversaries.
package struct Group: Hashable, Sendable {
    /// The ATT&CK id, such as `G0016`.
    package let id: String
    /// The name that ATT&CK lists it under.
    package let name: String
    /// Its other names, in the bundle's order, without `name`.
    package let aliases: [String]
    /// The STIX id.
    package let stixID: String
    /// The techniques it uses, sorted.
    package let techniques: [TechniqueID]
    /// The ids of the software it uses, sorted.
    package let software: [String]
}
