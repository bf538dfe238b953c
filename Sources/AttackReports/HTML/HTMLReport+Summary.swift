import AttackKnowledge

extension HTMLReport {
    /// The findings in plain sentences, and the numbers behind them.
    mutating func writeSummary() {
        let summary = ReportSummary(report: report, tactics: tactics)
        output.markup("<section id=\"summary\" aria-labelledby=\"summary-h\">\n<h2 id=\"summary-h\">Summary</h2>\n")
        if let first = summary.sentences.first {
            output.element("<p class=\"lead\" dir=\"auto\">", first, "</p>\n")
        }
        let rest = summary.sentences.dropFirst()
        if !rest.isEmpty {
            output.element("<p class=\"prose\" dir=\"auto\">", rest.joined(separator: " "), "</p>\n")
        }
        if report.techniques.isEmpty {
            writeEmptyHelp()
        } else {
            writeNumbers()
        }
        output.markup("</section>\n")
    }

    private mutating func writeEmptyHelp() {
        output.markup(
            """
            <div class="note">
            <p>That can be right: many documents list indicators, products or news, and no behaviour. It can also mean \
            that the text did not reach us. Worth a look:</p>
            <ul>
            <li>Is the document scanned? Pictures of text have no words to read.</li>
            <li>Is it in a language other than English? The model has learned from English reports.</li>
            <li>Does it say what the adversary <em>did</em>? Hashes and addresses alone name no technique.</li>
            </ul>
            </div>

            """
        )
    }

    private mutating func writeNumbers() {
        output.markup("<dl class=\"numbers\">\n")
        writeNumber(report.techniques.count, "Techniques")
        writeNumber(report.techniques.count { $0.confidence == .high }, "of high confidence")
        writeNumber(Set(report.techniques.flatMap(\.tactics)).count, "Tactics")
        writeNumber(report.techniques.reduce(0) { $0 + $1.evidence.count }, "Evidence sentences")
        if hasEntities {
            writeNumber(
                report.groups.count + report.software.count + report.campaigns.count,
                "Groups, software, campaigns"
            )
        }
        let indicators = report.indicators.count { $0.role == .indicator && $0.kind != .vulnerability }
        if indicators > 0 {
            writeNumber(indicators, "Indicators")
        }
        output.markup("</dl>\n")
    }

    private mutating func writeNumber(_ number: Int, _ label: StaticString) {
        output.markup("<div><dt>")
        output.markup(label)
        output.element("</dt><dd>", Phrase.grouped(number), "</dd></div>\n")
    }
}
