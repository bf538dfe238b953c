/// The indicators of one text.
package struct IndicatorFindings: Hashable, Sendable {
    /// Each distinct indicator once, in order of first appearance.
    package var matches: [IndicatorMatch] = []
    /// How often indicators were met that are not among the matches, because the text has too many.
    package var omitted = 0
}

extension Mapping {
    /// Takes up the indicators of the text that was mapped.
    mutating func add(_ findings: IndicatorFindings) {
        indicators = findings.matches
        omittedIndicators = findings.omitted
    }
}
