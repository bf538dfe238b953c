/// An address, a hash, a path or another value that a text names, restored to the form that machines read.
package struct IndicatorMatch: Hashable, Codable, Sendable {
    /// What kind of value it is.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// An IPv4 address, or a network of them such as `192.0.2.0/24`.
        case ipv4
        /// An IPv6 address or network.
        case ipv6
        /// The name of a host.
        case domain
        /// A link; without a scheme where the text has none.
        case url
        /// An e-mail address.
        case email
        case md5
        case sha1
        case sha256
        case sha512
        /// The hash of a program's imports, where the text calls it so.
        case imphash
        /// A fuzzy hash.
        case ssdeep
        /// A path on Windows or Unix.
        case filePath = "file-path"
        /// The name of a file without its path.
        case fileName = "file-name"
        /// A key of the Windows registry, its hive written out.
        case registryKey = "registry-key"
        /// A CVE id.
        case vulnerability
        /// A Bitcoin address.
        case bitcoin = "bitcoin-address"
        /// An autonomous system, such as `AS64496`.
        case autonomousSystem = "autonomous-system"
    }

    /// What the text names it for.
    package enum Role: String, Codable, Sendable {
        /// It belongs to what the text describes.
        case indicator
        /// The page's own navigation, a source, a vendor, a file that every system has.
        case reference
    }

    /// What it is.
    package var kind: Kind
    /// Its canonical form: brackets and `hxxp` undone, in lower case where no software minds.
    ///
    /// Paths, file names and registry keys keep their case for the reader, but differ by more than case.
    package var value: String
    /// How the text writes it where it stands first.
    package var writtenAs: String
    /// Whether the text writes it so that it cannot be clicked, at least once.
    package var isDefanged: Bool
    /// How often it stands in the text.
    package var count: Int
    /// The first places where it stands, at most five, in order.
    package var places: [ScalarRange]
    /// What the text names it for.
    package var role: Role

    /// Makes a match.
    package init(
        kind: Kind,
        value: String,
        writtenAs: String,
        isDefanged: Bool,
        count: Int,
        places: [ScalarRange],
        role: Role
    ) {
        self.kind = kind
        self.value = value
        self.writtenAs = writtenAs
        self.isDefanged = isDefanged
        self.count = count
        self.places = places
        self.role = role
    }
}
