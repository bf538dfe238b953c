/// How the writers of the formats go about it, where there is a choice.
package struct RenderingOptions: Hashable, Sendable {
    /// Whom a bundle of STIX is for.
    package enum STIXProfile: String, CaseIterable, Hashable, Sendable {
        /// Any platform.
        case standard
        /// OpenCTI, which scores indicators and takes observables beside them by properties of its own.
        case opencti
    }

    /// Whether the layer switches off every technique that did not match, so that the Navigator can hide them.
    package var layerDisablesUnmatched: Bool
    /// Whom the bundle of STIX is for.
    package var stixProfile: STIXProfile

    /// The usual choices, but for what is given.
    package init(layerDisablesUnmatched: Bool = false, stixProfile: STIXProfile = .standard) {
        self.layerDisablesUnmatched = layerDisablesUnmatched
        self.stixProfile = stixProfile
    }
}
