/// The sorts of things, besides techniques, that a report lists.
package enum ReportedEntityKind: String, Codable, CaseIterable, Hashable, Sendable {
    /// A group of adversaries, which STIX calls an intrusion set.
    case group
    /// Software made to do harm.
    case malware
    /// Software that adversaries use, made for other ends or for testing.
    case tool
    /// A set of intrusions with common targets and aims.
    case campaign

    /// The kind's name, as a reader sees it.
    package var name: String {
        switch self {
        case .group: "Group"
        case .malware: "Malware"
        case .tool: "Tool"
        case .campaign: "Campaign"
        }
    }
}
