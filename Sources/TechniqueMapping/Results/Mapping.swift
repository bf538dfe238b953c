/// What a text says in terms of ATT&CK.
///
/// The same text, model and options give an equal value, always.
package struct Mapping: Hashable, Codable, Sendable {
    /// The techniques found: by score, then by id.
    package var techniques: [TechniqueMatch]
    /// The techniques with the highest scores, the found ones and the next below the cut, best first.
    package var ranked: [RankedTechnique]
    /// The groups named, by id.
    package var groups: [EntityMatch]
    /// The software named, by id.
    package var software: [EntityMatch]
    /// The campaigns named, by id.
    package var campaigns: [EntityMatch]
    /// Addresses, hashes, paths, CVE ids and the like, each once, in order of first appearance.
    package var indicators: [IndicatorMatch]
    /// How often indicators were met beyond those, in a text that has too many.
    package var omittedIndicators: Int
    /// Things that look like technique ids and are none of this release, as written, each once, at most fifty.
    package var unknownIdentifiers: [String]

    /// Makes a mapping.
    package init(
        techniques: [TechniqueMatch] = [],
        ranked: [RankedTechnique] = [],
        groups: [EntityMatch] = [],
        software: [EntityMatch] = [],
        campaigns: [EntityMatch] = [],
        indicators: [IndicatorMatch] = [],
        omittedIndicators: Int = 0,
        unknownIdentifiers: [String] = []
    ) {
        self.techniques = techniques
        self.ranked = ranked
        self.groups = groups
        self.software = software
        self.campaigns = campaigns
        self.indicators = indicators
        self.omittedIndicators = omittedIndicators
        self.unknownIdentifiers = unknownIdentifiers
    }
}
