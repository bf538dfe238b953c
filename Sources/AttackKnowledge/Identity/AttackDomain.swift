/// One of ATT&CK's three domains, spelled as in its bundles.
package enum AttackDomain: String, Codable, Sendable, CaseIterable {
    /// Enterprise networks and clouds.
    case enterprise = "enterprise-attack"
    /// Phones and tablets.
    case mobile = "mobile-attack"
    /// Industrial control systems.
    case ics = "ics-attack"

    /// The domain's name for people, such as "Enterprise".
    package var title: String {
        switch self {
        case .enterprise: "Enterprise"
        case .mobile: "Mobile"
        case .ics: "ICS"
        }
    }

    /// The domain's name for file names and options, such as "enterprise".
    package var shortName: String {
        switch self {
        case .enterprise: "enterprise"
        case .mobile: "mobile"
        case .ics: "ics"
        }
    }

    /// The name of the domain's kill chain in a bundle.
    var killChainName: String {
        switch self {
        case .enterprise: "mitre-attack"
        case .mobile: "mitre-mobile-attack"
        case .ics: "mitre-ics-attack"
        }
    }
}
