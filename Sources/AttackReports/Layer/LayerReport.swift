import AttackKnowledge

/// The writer of `layer.json`: the matches as a layer of the ATT&CK Navigator, format 4.5.
///
/// Each matched technique has one entry for each of its tactics, so that no tactic of it is left blank. Scores are
/// whole numbers from 0 to 100, for MITRE's own client cuts off fractions. A technique whose sub-techniques matched is
/// entered too, unfolded, so that the matches are in sight.
enum LayerReport {
    /// The file's bytes.
    static func bytes(
        for report: AttackReport,
        knowledge: KnowledgeBase,
        options: RenderingOptions = RenderingOptions()
    ) -> [UInt8] {
        let layer = NavigatorLayer(
            name: report.document.heading,
            description: description(of: report, knowledge: knowledge),
            domain: report.attack.domain,
            majorVersion: report.attack.majorVersion,
            hidesDisabled: options.layerDisablesUnmatched,
            techniques: entries(for: report, knowledge: knowledge, isWhole: options.layerDisablesUnmatched),
            legend: ConfidenceBand.allCases.map(legendItem),
            metadata: metadata(of: report)
        )
        return layer.document.bytes(capacity: 8192 + report.techniques.count * 4096)
    }

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

    private static func metadata(of report: AttackReport) -> [(name: String, value: String)] {
        [
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
    }
}
