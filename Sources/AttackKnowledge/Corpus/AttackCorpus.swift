/// The prose of a bundle: what a model is trained on.
///
/// It is never stored with the program; ``KnowledgeBase`` has the facts.
package struct AttackCorpus: Sendable {
    /// A text of the bundle, with its markdown and citations.
    package struct Passage: Hashable, Sendable {
        /// Where a text comes from.
        package enum Kind: String, Codable, Sendable, CaseIterable {
            /// The description of a technique.
            case technique
            /// How a group, a campaign or software used a technique.
            case procedure
            /// The description of a group, a campaign or software.
            case actor
            /// The description of a mitigation.
            case mitigation
        }

        /// Where the text comes from.
        package let kind: Kind
        /// The techniques in force that the text is about; none for actors and mitigations.
        package let labels: [TechniqueID]
        /// The ATT&CK id of the object described: for a procedure, of who or what used the technique.
        package let source: String
        /// The STIX id of the object that holds the text; unique in a corpus.
        package let stixID: String
        /// The text as it stands in the bundle.
        package let text: String
    }

    /// The passages by kind, then source, then STIX id, whatever the order of the bundle.
    package let passages: [Passage]
}
