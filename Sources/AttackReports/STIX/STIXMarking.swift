/// The markings of the Traffic Light Protocol 2.0 as OASIS publishes them for STIX 2.1.
///
/// STIX 2.1 itself has the four colours of version 1 only. The ids, the time and the extension are OASIS's own, so that
/// platforms know the marking by its id, or by its name as OpenCTI does.
enum STIXMarking {
    private static let published = "2022-10-01T00:00:00.000Z"
    private static let definition = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"

    /// The id of a marking.
    static func id(of marking: TrafficLight) -> String {
        switch marking {
        case .clear: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
        case .green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
        case .amber: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
        case .amberStrict: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"
        case .red: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
        }
    }

    /// The object, which a bundle has to bring along.
    static func object(for marking: TrafficLight) -> JSONValue {
        .object([
            ("created", .string(published)),
            (
                "extensions",
                .object([
                    (
                        definition,
                        .object([
                            ("extension_type", .string("property-extension")),
                            ("tlp_2_0", .string(marking.rawValue)),
                        ])
                    )
                ])
            ),
            ("id", .string(id(of: marking))),
            ("name", .string(marking.label)),
            ("spec_version", .string("2.1")),
            ("type", .string("marking-definition")),
        ])
    }
}
