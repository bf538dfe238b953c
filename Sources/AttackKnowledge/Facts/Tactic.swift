/// A column of the matrix: why an adversary does something.
package struct Tactic: Hashable, Sendable {
    /// The ATT&CK id, such as `TA0002`; the short name when the bundle has no object for the tactic.
    package let id: String
    /// The name that techniques refer to, such as `execution`.
    package let shortName: String
    /// The name for people, such as "Execution".
    package let name: String
    /// The STIX id; empty when the bundle has no object for the tactic.
    package let stixID: String
}
