/// How far to trust a match, in three steps.
package enum ConfidenceBand: String, Codable, CaseIterable, Hashable, Sendable {
    /// The document states it plainly.
    case high
    /// The document describes something that fits well.
    case medium
    /// The document hints at it.
    case low

    /// The band that a score falls into: from 0.8 high, from 0.5 medium, else low.
    package init(score: Double) {
        if score >= 0.8 {
            self = .high
        } else if score >= 0.5 {
            self = .medium
        } else {
            self = .low
        }
    }

    /// The band's name, as a reader sees it.
    package var name: String {
        switch self {
        case .high: "High"
        case .medium: "Medium"
        case .low: "Low"
        }
    }

    /// What the band means for a reader, as one sentence.
    package var meaning: String {
        switch self {
        case .high: "The document states this plainly; a glance at the evidence should confirm it."
        case .medium: "The document describes behaviour that fits this well; read the evidence before relying on it."
        case .low: "The document hints at this; treat it as a lead to check, not as a finding."
        }
    }

    /// The scores of the band, in hundredths, as a reader sees them.
    package var range: String {
        switch self {
        case .high: "80 to 100"
        case .medium: "50 to 79"
        case .low: "below 50"
        }
    }
}
