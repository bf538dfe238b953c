/// A measure against techniques.
package struct Mitigation: Hashable, Sendable {
    /// The ATT&CK id, such as `M1036`.
    package let id: String
    /// The name.
    package let name: String
    /// The STIX id.
    package let stixID: String
    /// The techniques it works against, sorted.
    package let techniques: [TechniqueID]
}
