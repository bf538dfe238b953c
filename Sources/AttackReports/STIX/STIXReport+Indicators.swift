extension STIXReport {
    /// One object for each indicator and each vulnerability; what is a mere reference stays out.
    ///
    /// An indicator says only that a document names the value: its type is `unknown` until somebody has judged it.
    mutating func appendIndicators() {
        for indicator in report.indicators where indicator.role == .indicator {
            if indicator.kind == .vulnerability {
                appendVulnerability(indicator.value)
            } else if let pattern = IndicatorPattern.text(for: indicator) {
                append(indicator, pattern: pattern)
            }
        }
    }

    private mutating func appendVulnerability(_ id: String) {
        let object = "vulnerability--\(NameBasedUUID.text(for: "vulnerability/\(id)"))"
        let reference: JSONValue = .object([("external_id", .string(id)), ("source_name", .string("cve"))])
        append(
            "vulnerability",
            id: object,
            at: Self.beforeAnyRelease,
            [
                ("created_by_ref", .string(Self.identity)), ("external_references", .array([reference])),
                ("name", .string(id)),
            ]
        )
        references.append(object)
    }

    private mutating func append(_ indicator: ReportedIndicator, pattern: String) {
        let name = "\(indicator.kind.rawValue)/\(indicator.value)"
        let object = "indicator--\(NameBasedUUID.text(for: "indicator/\(report.id)/\(name)"))"
        append(
            "indicator",
            id: object,
            at: time,
            [
                ("created_by_ref", .string(Self.identity)),
                (
                    "description",
                    .string(
                        "Named in the document as \(InertText.line(indicator.writtenAs, limit: 600)); nobody has judged it."
                    )
                ),
                ("indicator_types", .strings(["unknown"])),
                ("name", .string(InertText.line(DefangedText.of(indicator), limit: 300))),
                ("pattern", .string(pattern)),
                ("pattern_type", .string("stix")), ("valid_from", .string(time)),
            ]
        )
        references.append(object)
    }
}
