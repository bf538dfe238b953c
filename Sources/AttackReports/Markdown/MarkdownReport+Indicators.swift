extension MarkdownReport {
    /// How many of a kind are written; all of them are in `report.json`.
    private static let longestPart = 200

    /// The values that the document names; those that are the page's own are counted only.
    mutating func writeIndicators() {
        let indicators = IndicatorList(report, role: .indicator)
        let references = IndicatorList(report, role: .reference)
        guard indicators.count + references.count > 0 else {
            return
        }
        output.markup("## Indicators\n\n")
        for part in indicators.parts {
            output.line("### ", part.kind.plural, "")
            output.blankLine()
            for indicator in part.indicators.prefix(Self.longestPart) {
                output.line("- ", InertText.line(DefangedText.of(indicator), limit: 600), "")
            }
            let left = part.indicators.count - Self.longestPart
            if left > 0 {
                output.line("- and ", Phrase.grouped(left), " more in report.json")
            }
            output.blankLine()
        }
        if references.count > 0 {
            output.element("", Phrase.count(references.count, "reference"), "")
            output.markup(" (sources, vendors, links of the page itself, system files) in report.json.\n\n")
        }
    }
}
