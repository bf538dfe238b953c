/// A technique or sub-technique in force.
package struct Technique: Hashable, Sendable {
    /// The ATT&CK id, such as `T1059.001`.
    package let id: TechniqueID
    /// The name alone, without the parent's.
    package let name: String
    /// The STIX id.
    package let stixID: String
    /// The short names of its tactics, in matrix order.
    package let tactics: [String]
    /// The platforms, in the bundle's order.
    package let platforms: [String]
    /// The names of the data components that show the technique, sorted.
    package let dataComponents: [String]
    /// The names of its detection strategies, in the order of their ids; empty before ATT&CK 18.
    package internal(set) var detections: [String] = []
    /// The ids of its mitigations, sorted.
    package internal(set) var mitigations: [String] = []

    /// The technique above a sub-technique; nil for a technique.
    package var parent: TechniqueID? { id.parent }

    /// Whether this is a sub-technique.
    package var isSubTechnique: Bool { id.isSubTechnique }
}
