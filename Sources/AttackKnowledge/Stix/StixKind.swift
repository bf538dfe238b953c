/// The types of STIX objects that are read.
enum StixKind: String {
    case technique = "attack-pattern"
    case tactic = "x-mitre-tactic"
    case matrix = "x-mitre-matrix"
    case group = "intrusion-set"
    case malware
    case tool
    case campaign
    case mitigation = "course-of-action"
    case dataSource = "x-mitre-data-source"
    case dataComponent = "x-mitre-data-component"
    case detectionStrategy = "x-mitre-detection-strategy"
    case analytic = "x-mitre-analytic"

    /// Types that bundles have and a knowledge base has no use for.
    static let ignored: Set<String> = ["identity", "marking-definition", "x-mitre-asset", "note"]

    /// Malware or a tool.
    var isSoftware: Bool { self == .malware || self == .tool }
}
