/// What an analyst said of a technique of a report.
package enum ReviewVerdict: String, Codable, CaseIterable, Hashable, Sendable {
    /// The document says so.
    case accepted
    /// The document does not say so.
    case rejected
    /// The document says so, and the analyst saw it first.
    case added
}
