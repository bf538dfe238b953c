import AttackKnowledge

/// The writer of `layer.json`: the matches as a layer of the ATT&CK Navigator, format 4.5.
///
/// Each matched technique has one entry for each of its tactics, so that no tactic of it is left blank. Scores are
/// whole numbers from 0 to 100, for MITRE's own client cuts off fractions. A technique whose sub-techniques matched is
/// entered too, unfolded, so that the matches are in sight.
enum LayerReport {
    /// The version of the layer format.
    static let layerVersion = "4.5"
    /// The version of the Navigator that the layer is written for.
    static let navigatorVersion = "5.2.0"

    /// The file's bytes.
    static func bytes(
        for report: AttackReport,
        knowledge: KnowledgeBase,
        options: RenderingOptions = RenderingOptions()
    ) -> [UInt8] {
        let document: JSONValue = .object([
            ("name", .string(InertText.line(report.document.heading, limit: 120))),
            (
                "versions",
                .object([
                    ("attack", .string(report.attack.majorVersion)),
                    ("navigator", .string(navigatorVersion)),
                    ("layer", .string(layerVersion)),
                ])
            ),
            ("domain", .string(report.attack.domain.rawValue)),
            ("description", .string(description(of: report, knowledge: knowledge))),
            ("sorting", .integer(3)),
            ("layout", layout),
            ("hideDisabled", .boolean(options.layerDisablesUnmatched)),
            (
                "techniques",
                .array(entries(for: report, knowledge: knowledge, isWhole: options.layerDisablesUnmatched))
            ),
            ("gradient", gradient),
            ("legendItems", .array(ConfidenceBand.allCases.map(legendItem))),
            ("metadata", metadata(of: report)),
            ("showTacticRowBackground", .boolean(false)),
            ("tacticRowBackground", .string("#dddddd")),
            ("selectTechniquesAcrossTactics", .boolean(true)),
            ("selectSubtechniquesWithParent", .boolean(false)),
            ("selectVisibleTechniques", .boolean(false)),
        ])
        return document.bytes(capacity: 8192 + report.techniques.count * 4096)
    }

    private static let layout: JSONValue = .object([
        ("layout", .string("side")),
        ("aggregateFunction", .string("max")),
        ("showID", .boolean(true)),
        ("showName", .boolean(true)),
        ("showAggregateScores", .boolean(true)),
        ("countUnscored", .boolean(false)),
        ("expandedSubtechniques", .string("annotated")),
    ])

    private static let gradient: JSONValue = .object([
        ("colors", .strings(["#fdf0e0ff", "#f4b678ff", "#a8390fff"])),
        ("minValue", .integer(0)),
        ("maxValue", .integer(100)),
    ])

    private static func legendItem(_ band: ConfidenceBand) -> JSONValue {
        let color =
            switch band {
            case .high: "#a8390f"
            case .medium: "#f4b678"
            case .low: "#fdf0e0"
            }
        return .object([("label", .string("\(band.name) confidence: \(band.range)")), ("color", .string(color))])
    }

    private static func description(of report: AttackReport, knowledge: KnowledgeBase) -> String {
        let summary = ReportSummary(report: report, tactics: TacticNames(report: report, knowledge: knowledge))
        return summary.sentences.joined(separator: " ")
    }

    private static func metadata(of report: AttackReport) -> JSONValue {
        let facts = [
            ("document", InertText.line(report.document.name, limit: 255)),
            ("sha256", report.document.sha256),
            ("report", report.id),
            ("report version", String(report.version)),
            ("marking", report.marking?.label ?? ""),
            ("generated", report.generatedAt),
            ("attack", report.attack.version),
            ("model", report.model.hash),
            ("tool", "Tradecraft \(report.toolVersion)"),
        ]
        return .array(
            facts.filter { !$0.1.isEmpty }.map { .object([("name", .string($0.0)), ("value", .string($0.1))]) }
        )
    }
}
