import AttackKnowledge

extension HTMLReport {
    /// Whether the document names a group, software or a campaign.
    var hasEntities: Bool {
        !(report.groups.isEmpty && report.software.isEmpty && report.campaigns.isEmpty)
    }

    /// The groups, the software and the campaigns that the document names.
    mutating func writeEntities() {
        guard hasEntities else {
            return
        }
        output.markup(
            """
            <section id="entities" aria-labelledby="entities-h">
            <h2 id="entities-h">Groups and software</h2>
            <table class="entities">
            <caption class="sr">Groups, software and campaigns that the document names</caption>
            <thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Where it is named</th></tr></thead>
            <tbody>

            """
        )
        for entity in report.groups + report.software + report.campaigns {
            output.element("<tr><th scope=\"row\">", entity.name, " <span class=\"id\">")
            writeLink(AttackLink.entity(entity), entity.id)
            output.element("</span></th><td>", entity.kind.name, "</td><td>")
            writeMentions(of: entity)
            output.markup("</td></tr>\n")
        }
        output.markup("</tbody>\n</table>\n</section>\n")
    }

    private mutating func writeMentions(of entity: ReportedEntity) {
        guard let first = entity.evidence.first else {
            return
        }
        output.markup("<blockquote dir=\"auto\">")
        output.excerpt(Excerpt(first, names: [entity.name, entity.id], limit: 320))
        output.markup("</blockquote>")
        let pages = Set(entity.evidence.compactMap(\.page)).sorted()
        var notes: [String] = []
        if entity.evidence.count > 1 {
            notes.append("\(Phrase.count(entity.evidence.count, "sentence")) in all")
        }
        if !pages.isEmpty {
            notes.append(Self.list(of: pages))
        }
        if !notes.isEmpty {
            output.element("<p class=\"why\">", notes.joined(separator: "; "), "</p>")
        }
    }
}
