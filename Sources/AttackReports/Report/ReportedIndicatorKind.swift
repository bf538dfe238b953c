/// The sorts of indicators that a report lists.
package enum ReportedIndicatorKind: String, Codable, CaseIterable, Hashable, Sendable {
    /// A CVE id.
    case vulnerability
    /// An IPv4 address or network.
    case ipv4
    /// An IPv6 address or network.
    case ipv6
    /// The name of a host.
    case domain
    /// A link.
    case url
    /// An e-mail address.
    case email
    /// An autonomous system.
    case autonomousSystem = "autonomous-system"
    case md5
    case sha1
    case sha256
    case sha512
    /// The hash of a program's imports.
    case imphash
    /// A fuzzy hash.
    case ssdeep
    /// The name of a file.
    case fileName = "file-name"
    /// A path.
    case filePath = "file-path"
    /// A key of the Windows registry.
    case registryKey = "registry-key"
    /// A Bitcoin address.
    case bitcoin = "bitcoin-address"

    /// The kind's name for several, as a reader sees it.
    package var plural: String {
        switch self {
        case .vulnerability: "Vulnerabilities"
        case .ipv4: "IPv4 addresses"
        case .ipv6: "IPv6 addresses"
        case .domain: "Domains"
        case .url: "URLs"
        case .email: "E-mail addresses"
        case .autonomousSystem: "Autonomous systems"
        case .md5: "MD5 hashes"
        case .sha1: "SHA-1 hashes"
        case .sha256: "SHA-256 hashes"
        case .sha512: "SHA-512 hashes"
        case .imphash: "Import hashes"
        case .ssdeep: "Fuzzy hashes"
        case .fileName: "File names"
        case .filePath: "File paths"
        case .registryKey: "Registry keys"
        case .bitcoin: "Bitcoin addresses"
        }
    }
}
