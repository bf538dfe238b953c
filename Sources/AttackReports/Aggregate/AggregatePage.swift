package import AttackKnowledge

/// The writer of `aggregate.html`: the matrix as a heat map of how many reports describe each technique, and a table.
///
/// As a report's page it needs nothing else and runs nothing.
package struct AggregatePage {
    private let aggregate: ReportAggregate
    private let knowledge: KnowledgeBase
    private var output: HTMLOutput

    /// The file's bytes.
    ///
    /// - Parameters:
    ///   - aggregate: What the reports say together.
    ///   - knowledge: The release that the techniques are counted in.
    ///   - generatedAt: When, in ISO 8601.
    ///   - toolVersion: The version of Tradecraft.
    /// - Returns: The page.
    package static func bytes(
        for aggregate: ReportAggregate,
        knowledge: KnowledgeBase,
        generatedAt: String,
        toolVersion: String
    ) -> [UInt8] {
        var page = AggregatePage(
            aggregate: aggregate,
            knowledge: knowledge,
            output: HTMLOutput(capacity: 65_536 + aggregate.techniques.count * 1024)
        )
        page.writeHead(toolVersion)
        page.writeBody(generatedAt, toolVersion)
        return page.output.bytes
    }

    private mutating func writeHead(_ toolVersion: String) {
        output.markup(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex">
            <meta name="generator" content="Tradecraft
            """
        )
        output.element(" ", toolVersion, "\">\n")
        output.element(
            "<title>",
            InertText.line(aggregate.title, limit: 200),
            " – ATT&amp;CK heat map</title>\n<style>\n"
        )
        output.markup(StyleSheet.text)
        output.markup(
            """
            .counts td:nth-child(n+3){font-variant-numeric:tabular-nums;white-space:nowrap}
            .counts th[scope=row]{min-width:12rem}
            @media (max-width:44rem){.counts thead{display:none}.counts th,.counts td{display:block;border-top:0;\
            padding:.125rem 0}.counts tr{display:block;padding:.75rem 0;border-top:1px solid var(--line)}\
            .counts td::before{content:attr(data-label) ": ";color:var(--muted)}\
            .counts tr:last-child>*{border-bottom:0}}

            """
        )
        output.markup("</style>\n</head>\n")
    }

    private mutating func writeBody(_ generatedAt: String, _ toolVersion: String) {
        output.markup("<body>\n<a class=\"skip\" href=\"#summary\">Skip to the summary</a>\n<header class=\"top\">\n")
        output.element(
            "<p class=\"kicker\">ATT&amp;CK heat map</p>\n<h1 dir=\"auto\">",
            InertText.line(aggregate.title, limit: 300),
            "</h1>\n</header>\n"
        )
        output.markup(
            """
            <nav aria-label="Contents">
            <ul>
            <li><a href="#summary">Summary</a></li>

            """
        )
        if !aggregate.techniques.isEmpty {
            output.markup(
                """
                <li><a href="#matrix">Matrix</a></li>
                <li><a href="#techniques">Techniques</a></li>

                """
            )
        }
        output.markup("</ul>\n</nav>\n<main>\n<section id=\"summary\" aria-labelledby=\"summary-h\">\n")
        output.markup("<h2 id=\"summary-h\">Summary</h2>\n")
        output.element("<p class=\"lead\">", AggregateText.summary(of: aggregate), "</p>\n</section>\n")
        if !aggregate.techniques.isEmpty {
            writeMatrix()
            writeTable()
        }
        output.markup("</main>\n<footer>\n<p>")
        output.element("Made by Tradecraft ", toolVersion, " at ")
        output.element("<time>", generatedAt, "</time>. ")
        output.markup(
            """
            Matches are found by a program: confirm them before you act on them.</p>
            <p>MITRE ATT&amp;CK® is a registered trademark of The MITRE Corporation. Names and ids of ATT&amp;CK are \
            reproduced with its permission.</p>
            </footer>
            </body>
            </html>

            """
        )
    }

    private mutating func writeMatrix() {
        output.markup(
            """
            <section id="matrix" aria-labelledby="matrix-h">
            <h2 id="matrix-h">ATT&amp;CK matrix</h2>
            <p class="legend">The number is how many reports describe it; the deeper the colour, the more.</p>
            <div class="matrix">

            """
        )
        for tactic in knowledge.tactics {
            let found = aggregate.techniques.filter { $0.tactics.contains(tactic.shortName) }
            guard !found.isEmpty else { continue }
            output.element("<div class=\"column\">\n<h3>", tactic.name, " <small>")
            output.number(found.count)
            output.markup("<span class=\"sr\"> techniques</span></small></h3>\n<ul>\n")
            for technique in found {
                output.markup("<li><a class=\"")
                output.markup(Self.heatClass(aggregate.heat(of: technique)))
                output.element("\" href=\"#", technique.id.description, "\"><b>")
                output.element("", technique.name, "</b> <small>")
                output.element("", technique.id.description, "<span class=\"sr\">, reports</span> <em>")
                output.number(technique.reports)
                output.markup("</em></small></a></li>\n")
            }
            output.markup("</ul>\n</div>\n")
        }
        output.markup("</div>\n</section>\n")
    }

    private mutating func writeTable() {
        output.markup(
            """
            <section id="techniques" aria-labelledby="techniques-h">
            <h2 id="techniques-h">Techniques</h2>
            <table class="counts">
            <caption class="sr">Techniques, the most frequent first</caption>
            <thead><tr><th scope="col">Technique</th><th scope="col">Tactics</th><th scope="col">Reports</th>\
            <th scope="col">Share</th><th scope="col">Highest</th><th scope="col">Mean</th>\
            <th scope="col">First seen</th><th scope="col">Last seen</th></tr></thead>
            <tbody>

            """
        )
        for technique in aggregate.techniques {
            output.element("<tr id=\"", technique.id.description, "\"><th scope=\"row\">")
            output.element("", technique.name, " <span class=\"id\">")
            writeLink(technique.id)
            let names = technique.tactics.map { knowledge.tactic($0)?.name ?? $0 }
            output.element("</span></th><td data-label=\"Tactics\">", names.joined(separator: ", "), "</td>")
            output.element("<td data-label=\"Reports\">", Phrase.grouped(technique.reports), "</td>")
            output.element("<td data-label=\"Share\">", AggregateText.percent(technique.share), "</td>")
            output.element("<td data-label=\"Highest\">", "\(Score.hundredths(technique.maximum))", "</td>")
            output.element("<td data-label=\"Mean\">", "\(Score.hundredths(technique.mean))", "</td>")
            output.element("<td data-label=\"First seen\">", AggregateText.day(technique.firstSeen), "</td>")
            output.element("<td data-label=\"Last seen\">", AggregateText.day(technique.lastSeen), "</td></tr>\n")
        }
        output.markup("</tbody>\n</table>\n</section>\n")
    }

    private mutating func writeLink(_ id: TechniqueID) {
        guard let address = AttackLink.technique(id) else {
            output.text(id.description)
            return
        }
        output.element("<a rel=\"noreferrer\" href=\"", address, "\">")
        output.element("", id.description, "</a>")
    }

    /// The class of a cell; the classes are those of a report's page.
    private static func heatClass(_ heat: Double) -> StaticString {
        switch heat {
        case 0.8...: "h6"
        case 0.6...: "h5"
        case 0.4...: "h4"
        case 0.2...: "h3"
        case 0.05...: "h2"
        default: "h1"
        }
    }
}
