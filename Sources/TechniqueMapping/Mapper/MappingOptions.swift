/// How a text is mapped.
package struct MappingOptions: Hashable, Sendable {
    /// The document score from which a technique counts as found; `nil` leaves the choice to `sensitivity`.
    ///
    /// Written ids count whatever the threshold.
    package var threshold: Double?
    /// Which way the decision leans when no threshold is given.
    package var sensitivity: Sensitivity
    /// Which techniques may be reported at all.
    package var selection: TechniqueSelection
    /// The most pieces of evidence kept for a technique or an entity.
    package var maximumEvidence: Int
    /// The length of `Mapping.ranked`.
    package var maximumRanked: Int
    /// How much is told beside the techniques.
    package var detail: Detail

    /// What a mapping holds.
    package enum Detail: String, Hashable, Sendable {
        /// Everything.
        case full
        /// Techniques and where their evidence is: neither the terms that spoke, nor entities, nor indicators.
        case techniques
    }

    /// Makes options.
    package init(
        threshold: Double? = nil,
        sensitivity: Sensitivity = .balanced,
        selection: TechniqueSelection = TechniqueSelection(),
        maximumEvidence: Int = 5,
        maximumRanked: Int = 25,
        detail: Detail = .full
    ) {
        self.threshold = threshold
        self.sensitivity = sensitivity
        self.selection = selection
        self.maximumEvidence = maximumEvidence
        self.maximumRanked = maximumRanked
        self.detail = detail
    }
}
