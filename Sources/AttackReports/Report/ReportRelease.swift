package import AttackKnowledge

/// The release of ATT&CK that a report was made with.
package struct ReportRelease: Codable, Hashable, Sendable {
    /// Enterprise, Mobile or ICS.
    package let domain: AttackDomain
    /// The version, for instance `18.1`.
    package let version: String
    /// Where the release came from: `embedded`, a file's name or a URL.
    package let source: String
    /// The SHA-256 of the release, in lower-case hexadecimal.
    package let sha256: String
    /// When it was fetched, in ISO 8601; `nil` for the embedded release.
    package let fetchedAt: String?

    /// Creates the description of a release.
    package init(domain: AttackDomain, version: String, source: String, sha256: String, fetchedAt: String? = nil) {
        self.domain = domain
        self.version = version
        self.source = source
        self.sha256 = sha256
        self.fetchedAt = fetchedAt
    }

    /// The version's first number, which is how the Navigator names a release.
    var majorVersion: String {
        String(version.prefix { $0 != "." })
    }

    /// The domain in words, as MITRE writes it.
    var domainName: String {
        switch domain {
        case .enterprise: "Enterprise"
        case .mobile: "Mobile"
        case .ics: "ICS"
        }
    }
}
