/// What the doctor found at one place.
package struct Check: Encodable, Hashable, Sendable {
    /// How serious a finding is.
    package enum State: String, Encodable, Sendable {
        /// In order.
        case ok
        /// Tradecraft works, but not as it should.
        case warning
        /// Tradecraft does not work.
        case failed
    }

    /// What was looked at.
    package let name: String
    /// How serious the finding is.
    package let state: State
    /// The finding in a sentence.
    package let detail: String
    /// What to do about it.
    package let remedy: String?

    /// A finding.
    package init(_ name: String, _ state: State, _ detail: String, remedy: String? = nil) {
        self.name = name
        self.state = state
        self.detail = detail
        self.remedy = remedy
    }
}
