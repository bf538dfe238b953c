package import AttackReports

/// What reports are written as.
package struct ReportSettings: Hashable, Sendable {
    /// Which techniques a layer leaves switched on.
    package enum Layer: String, Sendable, CaseIterable {
        /// All of them.
        case all
        /// Those that matched.
        case matched
    }

    /// The key `report.formats`.
    package var formats = Set(ReportFormat.allCases)
    /// The key `report.marking`; nil is "none".
    package var marking: TrafficLight?
    /// The key `report.layer`.
    package var layer = Layer.all
    /// The key `report.stix-profile`.
    package var stixProfile = RenderingOptions.STIXProfile.standard

    /// The defaults.
    package init() {}

    /// How the writers of the formats go about it.
    package var options: RenderingOptions {
        RenderingOptions(layerDisablesUnmatched: layer == .matched, stixProfile: stixProfile)
    }
}
