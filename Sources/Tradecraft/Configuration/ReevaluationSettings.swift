/// When documents are mapped anew.
package struct ReevaluationSettings: Hashable, Sendable {
    /// What has documents mapped anew.
    package enum Trigger: String, Sendable, CaseIterable {
        /// Somebody asks for it.
        case asked
        /// Another release of ATT&CK, or another model, is in force.
        case release
    }

    /// The key `reevaluation.trigger`.
    package var trigger = Trigger.asked
    /// The key `reevaluation.rate`: the most in a minute.
    package var rate = 120

    /// The defaults.
    package init() {}

    /// The least time from one to the next.
    var interval: Duration { .seconds(60) / rate }
}
