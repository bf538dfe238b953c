/// The properties that OpenCTI reads beyond those of STIX.
///
/// They are in the two extensions that OpenCTI has defined, not in properties named `x_opencti_...`: it reads both, and
/// strict readers of STIX refuse the latter. Everything else that OpenCTI takes from a bundle, STIX has: confidence, labels,
/// markings by their name, and what an indicator is based on.
enum OpenCTI {
    /// The extension of objects with a history.
    private static let domainObjects = "extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba"
    /// The extension of observables.
    private static let observables = "extension-definition--f93e2c80-4231-4f9a-af8b-95c9bd566a82"
    /// What OpenCTI gives an indicator that nobody has judged.
    private static let score = 50

    /// What an indicator of a kind has: a score, the type of what it looks for, and that it is not yet fit for detection.
    static func indicator(of kind: ReportedIndicatorKind) -> JSONValue {
        .object([
            (
                domainObjects,
                .object([
                    ("detection", .boolean(false)),
                    ("extension_type", .string("property-extension")),
                    ("main_observable_type", .string(name(of: kind))),
                    ("score", .integer(score)),
                ])
            )
        ])
    }

    /// What an observable has.
    static var observable: JSONValue {
        .object([
            (
                observables,
                .object([("extension_type", .string("property-extension")), ("score", .integer(score))])
            )
        ])
    }

    /// The type of observable in OpenCTI's words.
    private static func name(of kind: ReportedIndicatorKind) -> String {
        switch kind {
        case .ipv4: "IPv4-Addr"
        case .ipv6: "IPv6-Addr"
        case .domain: "Domain-Name"
        case .url: "Url"
        case .email: "Email-Addr"
        case .autonomousSystem: "Autonomous-System"
        case .registryKey: "Windows-Registry-Key"
        case .bitcoin: "Cryptocurrency-Wallet"
        case .md5, .sha1, .sha256, .sha512, .imphash, .ssdeep, .fileName, .filePath, .vulnerability: "StixFile"
        }
    }
}
