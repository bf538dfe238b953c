extension HTMLReport {
    /// How many of a kind are in sight before the rest goes into a fold.
    private static let inSight = 24
    /// How many of a kind are on the page at all; all of them are in `report.json`.
    private static let longestPart = 1_000

    /// The values that the document names, and apart from them those that are the page's own.
    mutating func writeIndicators() {
        guard !report.indicators.isEmpty else {
            return
        }
        output.markup(
            """
            <section id="indicators" aria-labelledby="indicators-h">
            <h2 id="indicators-h">Indicators</h2>
            <p class="muted lead-in">Addresses are shown so that they cannot be clicked; report.json has them as they are.\
            <span class="screen"> A click on a value selects all of it.</span></p>

            """
        )
        let indicators = IndicatorList(report, role: .indicator)
        for part in indicators.parts {
            write(part)
        }
        let references = IndicatorList(report, role: .reference)
        if references.count > 0 {
            output.element("<details class=\"all\">\n<summary>", Phrase.grouped(references.count), "")
            output.markup(references.count == 1 ? " reference" : " references")
            output.markup(" that are no indicators: sources, vendors, the page’s own links, system files</summary>\n")
            for part in references.parts {
                write(part)
            }
            output.markup("</details>\n")
        }
        output.markup("</section>\n")
    }

    private mutating func write(_ part: IndicatorList.Part) {
        output.element("<h3 class=\"kind\">", part.kind.plural, " <small>")
        output.element("", Phrase.grouped(part.indicators.count), "</small></h3>\n")
        let shown = part.indicators.prefix(Self.longestPart)
        write(shown.prefix(Self.inSight), isShort: isShort(part.kind))
        let rest = shown.dropFirst(Self.inSight)
        if !rest.isEmpty {
            output.element("<details class=\"more\">\n<summary>", Phrase.grouped(rest.count), " more</summary>\n")
            write(rest, isShort: isShort(part.kind))
            output.markup("</details>\n")
        }
        let left = part.indicators.count - shown.count
        if left > 0 {
            output.element("<p class=\"why\">And ", Phrase.grouped(left), " more in report.json.</p>\n")
        }
    }

    private mutating func write(_ indicators: ArraySlice<ReportedIndicator>, isShort: Bool) {
        output.markup(isShort ? "<ul class=\"values short\">\n" : "<ul class=\"values\">\n")
        for indicator in indicators {
            output.element("<li><code>", InertText.line(DefangedText.of(indicator), limit: 600), "</code>")
            let pages = Set(indicator.places.compactMap(\.page)).sorted()
            var notes: [String] = []
            if indicator.count > 1 {
                notes.append("\(Phrase.grouped(indicator.count))×")
            }
            if !pages.isEmpty {
                notes.append(Self.list(of: pages))
            }
            if !notes.isEmpty {
                output.element(" <small>", notes.joined(separator: ", "), "</small>")
            }
            output.markup("</li>\n")
        }
        output.markup("</ul>\n")
    }

    /// The first of some pages.
    static func list(of pages: [Int]) -> String {
        let shown = pages.prefix(8).map(String.init).joined(separator: ", ")
        return "\(pages.count == 1 ? "page" : "pages") \(shown)\(pages.count > 8 ? ", …" : "")"
    }

    private func isShort(_ kind: ReportedIndicatorKind) -> Bool {
        switch kind {
        case .vulnerability, .ipv4, .autonomousSystem, .fileName, .domain: true
        default: false
        }
    }
}
