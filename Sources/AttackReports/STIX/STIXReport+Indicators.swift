extension STIXReport {
    /// One indicator with its observable for each value, and one object for each vulnerability; what is a mere reference
    /// stays out, and so does what is not of its kind's form.
    ///
    /// An indicator says only that a document names the value: its type is `unknown` until somebody has judged it. Nothing
    /// indicates a group or malware here: that a document names a hash and a family in one breath does not say that the one
    /// is the other's.
    mutating func appendIndicators() {
        for indicator in report.indicators where indicator.role == .indicator && IndicatorSyntax.accepts(indicator) {
            if indicator.kind == .vulnerability {
                appendVulnerability(indicator.value)
            } else if let pattern = IndicatorPattern.text(for: indicator) {
                append(indicator, pattern: pattern)
            }
        }
    }

    /// A number of the CVE list belongs to everybody, as a technique does: one id for all, and no marking.
    private mutating func appendVulnerability(_ id: String) {
        let reference: JSONValue = .object([("external_id", .string(id)), ("source_name", .string("cve"))])
        append(
            foreign: "vulnerability",
            id: "vulnerability--\(NameBasedUUID.text(for: "vulnerability/\(id)"))",
            [("external_references", .array([reference])), ("name", .string(id))]
        )
    }

    private mutating func append(_ indicator: ReportedIndicator, pattern: String) {
        let written = InertText.line(indicator.writtenAs, limit: 600)
        var members: Members = [
            ("description", .string("Named in the document as \(written); nobody has judged it.")),
            ("indicator_types", .strings(["unknown"])),
            ("name", .string(Self.name(DefangedText.of(indicator)))),
            ("pattern", .string(pattern)), ("pattern_type", .string("stix")), ("valid_from", .string(created)),
        ]
        let observable = Observable(indicator)
        if profile == .opencti {
            members.append(("labels", .strings(["tradecraft"])))
            members.append(("extensions", OpenCTI.indicator(of: indicator.kind)))
        }
        let id = append("indicator", named: "\(indicator.kind.rawValue)/\(indicator.value)", members)
        guard let observable else { return }
        append(observable, profile == .opencti ? [("extensions", OpenCTI.observable)] : [])
        appendRelationship("based-on", from: id, to: observable.id, nil)
    }
}
