package import AttackKnowledge

/// The domain of ATT&CK that a document was found to be about, and what said so.
package struct DomainChoice: Hashable, Sendable {
    /// What decided.
    package enum Reason: Hashable, Sendable {
        /// So many different technique ids of the domain are written, more than of any other.
        case identifiers(Int)
        /// Words that belong to the domain, the most frequent first.
        case words([String])
        /// Nothing spoke for another domain.
        case nothingElse
    }

    /// The domain.
    package let domain: AttackDomain
    /// What decided.
    package let reason: Reason

    /// Makes a choice.
    package init(domain: AttackDomain, reason: Reason) {
        self.domain = domain
        self.reason = reason
    }

    /// The choice in words for the reader of a report; nil where the document is of the domain most documents are of.
    package var notice: String? {
        if domain == .enterprise { return nil }
        let opening = "Taken for a document of ATT&CK \(domain.title): "
        switch reason {
        case .identifiers(let count):
            return opening
                + (count == 1 ? "a technique id of it is written." : "\(count) technique ids of it are written.")
        case .words(let words): return opening + "it speaks of \(words.joined(separator: ", "))."
        case .nothingElse: return nil
        }
    }
}
