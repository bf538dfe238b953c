extension MISPReport {
    /// The document, and one attribute for each indicator; what is a mere reference stays out, and so does what is not of
    /// its kind's form.
    func attributes() -> [JSONValue] {
        var seen: Set<String> = []
        var attributes: [JSONValue] = []
        if let document {
            attributes.append(.object(document))
        }
        for indicator in report.indicators where indicator.role == .indicator && IndicatorSyntax.accepts(indicator) {
            let form = Self.form(of: indicator.kind)
            // MISP refuses a second attribute of the same type and value.
            guard seen.insert("\(form.type)/\(indicator.value)").inserted else { continue }
            attributes.append(
                .object(
                    attribute(
                        form.type,
                        form.category,
                        indicator.value,
                        detects: form.detects,
                        comment: Self.comment(on: indicator),
                        named: "\(indicator.kind.rawValue)/\(indicator.value)"
                    )
                )
            )
        }
        return attributes
    }

    /// An attribute that is seen by whoever sees the event.
    func attribute(
        _ type: String,
        _ category: String,
        _ value: String,
        detects: Bool,
        comment: String,
        named name: String
    ) -> Members {
        [
            ("uuid", .string(ids.uuid("misp-attribute", name))),
            ("type", .string(type)),
            ("category", .string(category)),
            ("value", .string(value)),
            ("to_ids", .boolean(detects)),
            ("comment", .string(comment)),
            ("disable_correlation", .boolean(false)),
            ("distribution", .string("5")),
            ("timestamp", timestamp),
        ]
    }

    /// The document itself, for others who have it; nothing to detect.
    private var document: Members? {
        let hash = report.document.sha256
        guard hash.utf8.count == 64, hash.utf8.allSatisfy({ UInt8(ascii: "/") < $0 && $0 < UInt8(ascii: "g") }) else {
            return nil
        }
        // A bar parts the two halves of the value.
        let name = InertText.line(report.document.name, limit: 255).replacing("|", with: "_")
        return attribute(
            "filename|sha256",
            "External analysis",
            "\(name.isEmpty ? "document" : name)|\(hash)",
            detects: false,
            comment: "The document that this event was made from",
            named: "document"
        )
    }

    /// What MISP calls an indicator of a kind, and whether it is something to detect: the defaults of MISP, but that what a
    /// document names is not assumed to be a sender, a payload's path or a foothold.
    private static func form(of kind: ReportedIndicatorKind) -> (type: String, category: String, detects: Bool) {
        switch kind {
        case .vulnerability: ("vulnerability", "External analysis", false)
        case .ipv4, .ipv6: ("ip-dst", "Network activity", true)
        case .domain: ("domain", "Network activity", true)
        case .url: ("url", "Network activity", true)
        case .email: ("email", "Network activity", true)
        case .autonomousSystem: ("AS", "Network activity", false)
        case .md5: ("md5", "Payload delivery", true)
        case .sha1: ("sha1", "Payload delivery", true)
        case .sha256: ("sha256", "Payload delivery", true)
        case .sha512: ("sha512", "Payload delivery", true)
        case .imphash: ("imphash", "Payload delivery", true)
        case .ssdeep: ("ssdeep", "Payload delivery", true)
        case .fileName: ("filename", "Payload delivery", true)
        case .filePath: ("filename", "Artifacts dropped", true)
        case .registryKey: ("regkey", "Artifacts dropped", true)
        case .bitcoin: ("btc", "Financial fraud", true)
        }
    }

    private static func comment(on indicator: ReportedIndicator) -> String {
        let times = indicator.count == 1 ? "" : ", \(Phrase.grouped(indicator.count)) times"
        let pages = Array(Set(indicator.places.compactMap(\.page))).sorted().map(String.init)
        let places = pages.isEmpty ? "" : pages.count == 1 ? ", page \(pages[0])" : ", pages \(Phrase.list(pages))"
        return "Written as \(InertText.line(indicator.writtenAs, limit: 300))\(times)\(places); nobody has judged it"
    }
}
