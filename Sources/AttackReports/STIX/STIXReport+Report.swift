import AttackKnowledge

extension STIXReport {
    /// The report itself, which refers to everything else; it must refer to something, even one that found nothing.
    mutating func appendReport() {
        let summary = ReportSummary(report: report, tactics: TacticNames(report: report, knowledge: knowledge))
        var members: Members = [
            ("description", .string(summary.sentences.joined(separator: " "))),
            ("external_references", .array(sources)),
            ("name", .string(Self.name(report.document.heading))),
            ("object_refs", .strings(references.isEmpty ? [Self.identity] : references)),
            // Not the time of this version: platforms tell reports apart by name and day of publication.
            ("published", .string(created)),
            ("report_types", .strings(["threat-report"])),
        ]
        if let confidence {
            members.append(("confidence", .integer(confidence)))
        }
        if profile == .opencti {
            members.append(("labels", .strings(["tradecraft"])))
        }
        append("report", named: "", members)
    }

    /// How certain the findings are on the whole: the mean of the techniques.
    private var confidence: Int? {
        let all = report.techniques.map(Self.confidence)
        return all.isEmpty ? nil : (all.reduce(0, +) * 2 + all.count) / (all.count * 2)
    }

    /// The document, and where on the Web it is.
    private var sources: [JSONValue] {
        var document: Members = [
            ("description", .string(Self.name(report.document.name))),
            ("hashes", .object([("SHA-256", .string(report.document.sha256))])),
            ("source_name", .string("document")),
        ]
        let address = report.document.address.flatMap { address in
            IndicatorSyntax.isAddress(address) ? address : nil
        }
        if let address {
            document.append(("url", .string(address)))
        }
        return [.object(document)]
    }
}
