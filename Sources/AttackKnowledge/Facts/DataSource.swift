/// A place where traces are recorded; deprecated by ATT&CK 18 in favour of its data components.
package struct DataSource: Hashable, Sendable {
    /// The ATT&CK id, such as `DS0009`.
    package let id: String
    /// The name.
    package let name: String
    /// The STIX id.
    package let stixID: String
    /// The platforms, in the bundle's order.
    package let platforms: [String]
}
