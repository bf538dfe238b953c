/// How a technique is detected, since ATT&CK 18.
package struct DetectionStrategy: Hashable, Sendable {
    /// The ATT&CK id, such as `DET0023`.
    package let id: String
    /// The name.
    package let name: String
    /// The STIX id.
    package let stixID: String
    /// The techniques it detects, sorted.
    package let techniques: [TechniqueID]
    /// Its analytics, in the order of their ids.
    package internal(set) var analytics: [Analytic] = []
}
