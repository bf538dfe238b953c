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

    /// What an indicator has: a score, the type of what it looks for, and that it is not yet fit for detection.
    ///
    /// - Parameter observableType: The type in STIX's words, for instance `ipv4-addr`; `nil` for a file of unknown content.
    static func indicator(observableType: String?) -> JSONValue {
        .object([
            (
                domainObjects,
                .object([
                    ("detection", .boolean(false)),
                    ("extension_type", .string("property-extension")),
                    ("main_observable_type", .string(name(of: observableType ?? "file"))),
                    ("score", .integer(score)),
                ])
            )
        ])
    }

    /// What an observable has.
    static let observable: JSONValue = .object([
        (
            observables,
            .object([("extension_type", .string("property-extension")), ("score", .integer(score))])
        )
    ])

    private static func name(of type: String) -> String {
        switch type {
        case "ipv4-addr": "IPv4-Addr"
        case "ipv6-addr": "IPv6-Addr"
        case "domain-name": "Domain-Name"
        case "url": "Url"
        case "email-addr": "Email-Addr"
        case "autonomous-system": "Autonomous-System"
        case "windows-registry-key": "Windows-Registry-Key"
        case "directory": "Directory"
        default: "StixFile"
        }
    }
}
