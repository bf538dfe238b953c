/// What a line of a labelled file is.
package enum MeasuredUnit: String, Hashable, Codable, Sendable, CaseIterable {
    /// A whole report.
    case report
    /// One sentence of a report, mapped by itself.
    case sentence
    /// The marked pieces of a report, each distinct one mapped by itself as a sentence.
    case span
}
