import AttackKnowledge

/// The writer of `event.misp.json`: the findings as an event in MISP's core format.
///
/// Techniques, groups, software and campaigns are tags of MISP's own galaxies; indicators are attributes; the summary and
/// the sentences are an event report. The event belongs to whoever imports it, is theirs alone and unpublished, and has
/// the same UUIDs on every machine, so that a later report on the document updates it.
struct MISPReport {
    /// An object of the event.
    typealias Members = [(key: String, value: JSONValue)]

    let report: AttackReport
    let knowledge: KnowledgeBase
    let ids: StableIDs
    /// When this version was made, in seconds, as MISP writes it.
    let timestamp: JSONValue

    /// The file's bytes.
    static func bytes(for report: AttackReport, knowledge: KnowledgeBase) -> [UInt8] {
        MISPReport(report: report, knowledge: knowledge).document()
            .bytes(capacity: 16_384 + report.techniques.count * 2048 + report.indicators.count * 512)
    }

    private init(report: AttackReport, knowledge: KnowledgeBase) {
        self.report = report
        self.knowledge = knowledge
        ids = StableIDs(report)
        timestamp = .string(String(ReportTime.seconds(report.generatedAt)))
    }

    private func document() -> JSONValue {
        let attributes = attributes()
        return .object([
            (
                "Event",
                .object([
                    ("uuid", .string(ids.uuid("misp-event"))),
                    ("info", .string(InertText.line(report.document.heading, limit: 300))),
                    ("date", .string(ReportTime.day(report.createdAt))),
                    ("timestamp", timestamp),
                    ("published", .boolean(false)),
                    // Undefined: how grave a threat is, no document tells.
                    ("threat_level_id", .string("4")),
                    ("analysis", .string(isReviewed ? "1" : "0")),
                    // The organisation that imports it; who may see more decides for themselves.
                    ("distribution", .string("0")),
                    ("attribute_count", .string(String(attributes.count))),
                    ("Tag", .array(tags.map { .object([("name", .string($0))]) })),
                    ("Attribute", .array(attributes)),
                    ("Object", .array([reportObject])),
                    ("EventReport", .array([eventReport])),
                ])
            )
        ])
    }

    /// Whether an analyst has looked at a technique.
    var isReviewed: Bool { !report.rejected.isEmpty || report.techniques.contains { $0.review != nil } }

    /// The report as an object of MISP's template `report`.
    private var reportObject: JSONValue {
        var attributes = [
            field("title", "text", "Other", InertText.line(report.document.heading, limit: 300)),
            field("summary", "text", "Other", summary),
            field("type", "text", "Other", "Report"),
        ]
        if let address = report.document.address, IndicatorSyntax.isAddress(address) {
            attributes.append(field("link", "link", "External analysis", address))
        }
        return .object([
            ("uuid", .string(ids.uuid("misp-object", "report"))),
            ("name", .string("report")),
            ("meta-category", .string("misc")),
            ("description", .string("Report object to describe a report along with its metadata.")),
            ("template_uuid", .string("70a68471-df22-4e3f-aa1a-5a3be19f82df")),
            ("template_version", .string("8")),
            ("distribution", .string("5")),
            ("timestamp", timestamp),
            ("Attribute", .array(attributes)),
        ])
    }

    private func field(_ relation: String, _ type: String, _ category: String, _ value: String) -> JSONValue {
        var members = attribute(type, category, value, detects: false, comment: "", named: "report/\(relation)")
        members.append(("object_relation", .string(relation)))
        return .object(members)
    }

    /// The summary's sentences.
    var summary: String {
        ReportSummary(report: report, tactics: TacticNames(report: report, knowledge: knowledge)).sentences
            .joined(separator: " ")
    }
}
