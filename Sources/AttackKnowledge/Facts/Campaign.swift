/// A named series of intrusions.
package struct Campaign: Hashable, Sendable {
    /// The ATT&CK id, such as `C0024`.
    package let id: String
    /// The name that ATT&CK lists it under.
    package let name: String
    /// Its other names, in the bundle's order, without `name`.
    package let aliases: [String]
    /// The STIX id.
    package let stixID: String
    /// The techniques used in it, sorted.
    package let techniques: [TechniqueID]
    /// The ids of the software used in it, sorted.
    package let software: [String]
    /// The ids of the groups it is attributed to, sorted.
    package let groups: [String]
}
