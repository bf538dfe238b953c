/// What an analyst says of one technique.
package struct ReviewAsk: Hashable, Sendable {
    /// What is to become of the verdict.
    package enum Action: String, Sendable, CaseIterable {
        /// The match is right.
        case accept
        /// The match is wrong.
        case reject
        /// The document describes a technique that was not found.
        case add
        /// There is to be no verdict any more.
        case forget

        /// What was done, for people.
        package var participle: String {
            switch self {
            case .accept: "accepted"
            case .reject: "rejected"
            case .add: "added"
            case .forget: "forgotten"
            }
        }
    }

    /// What is to become of the verdict.
    package let action: Action
    /// The technique's id, as it was typed.
    package let technique: String
    /// The sentence that speaks for it; nil leaves the one on record.
    package let evidence: String?
    /// What the analyst writes beside it; nil leaves what is on record, nothing takes it away.
    package let note: String?

    /// Something that an analyst says.
    package init(_ action: Action, _ technique: String, evidence: String? = nil, note: String? = nil) {
        self.action = action
        self.technique = technique
        self.evidence = evidence
        self.note = note
    }
}

/// What comes of a review.
package struct ReviewOutcome: Encodable, Sendable {
    /// A verdict that changed.
    package struct Change: Encodable, Hashable, Sendable {
        /// The document.
        package let document: String
        /// The technique.
        package let technique: String
        /// Its name.
        package let name: String
        /// What was done: `accepted`, `rejected`, `added` or `forgotten`.
        package let change: String
        /// The verdict before; nil where there was none.
        package let before: String?
    }

    /// What changed.
    package internal(set) var changes: [Change] = []
    /// How many verdicts were on record already as they were given.
    package internal(set) var unchanged = 0
    /// What the analyst should know, a sentence each.
    package internal(set) var notices: [String] = []
}
