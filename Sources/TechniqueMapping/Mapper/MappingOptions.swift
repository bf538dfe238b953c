/// How a text is mapped.
package struct MappingOptions: Hashable, Sendable {
    /// The document score from which a technique counts as found; `nil` is the model's own cut.
    ///
    /// Written ids count whatever the threshold.
    package var threshold: Double?
    /// The most pieces of evidence kept for a technique or an entity.
    package var maximumEvidence: Int
    /// The length of `Mapping.ranked`.
    package var maximumRanked: Int

    /// Makes options.
    package init(threshold: Double? = nil, maximumEvidence: Int = 5, maximumRanked: Int = 25) {
        self.threshold = threshold
        self.maximumEvidence = maximumEvidence
        self.maximumRanked = maximumRanked
    }
}
