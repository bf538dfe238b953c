/// One detection on one set of platforms: a part of a detection strategy.
package struct Analytic: Hashable, Sendable {
    /// The ATT&CK id, such as `AN0068`.
    package let id: String
    /// The platforms, in the bundle's order.
    package let platforms: [String]
    /// The ids of the data components it looks at, sorted.
    package let dataComponents: [String]
}
