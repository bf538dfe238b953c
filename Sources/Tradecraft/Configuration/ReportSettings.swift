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

    /// The program that prints `report.pdf`.
    package enum PDF: String, Sendable, CaseIterable {
        /// None: there is no such file.
        case off
        /// Chromium, else WeasyPrint.
        case auto
        case chromium
        case weasyprint
    }

    /// The key `report.formats`.
    package var formats = Set(ReportFormat.allCases)
    /// The key `report.marking`; nil is "none".
    package var marking: TrafficLight?
    /// The key `report.layer`.
    package var layer = Layer.all
    /// The key `report.stix-profile`.
    package var stixProfile = RenderingOptions.STIXProfile.standard
    /// The key `report.pdf`.
    package var pdf = PDF.off

    /// The defaults.
    package init() {}

    /// How the writers of the formats go about it.
    package var options: RenderingOptions {
        RenderingOptions(layerDisablesUnmatched: layer == .matched, stixProfile: stixProfile)
    }
}
