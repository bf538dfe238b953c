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
            let shown = pages.prefix(8).map(String.init).joined(separator: ", ") + (pages.count > 8 ? ", …" : "")
            notes.append("\(pages.count == 1 ? "page" : "pages") \(shown)")
        }
        if !notes.isEmpty {
            output.element("<p class=\"why\">", notes.joined(separator: "; "), "</p>")
        }
    }

    /// What a reader must know before trusting the report.
    mutating func writeWarnings() {
        guard !report.warnings.isEmpty else {
            return
        }
        output.markup("<section id=\"warnings\" aria-labelledby=\"warnings-h\">\n<h2 id=\"warnings-h\">Warnings</h2>\n")
        output.markup("<ul class=\"note\">\n")
        for warning in report.warnings {
            output.element("<li>", warning, "</li>\n")
        }
        output.markup("</ul>\n</section>\n")
    }

    /// Where the report comes from: the document, the release, the model, the tool.
    mutating func writeAbout() {
        let document = report.document
        let release = report.attack
        output.markup(
            """
            <section id="about" aria-labelledby="about-h">
            <h2 id="about-h">About this report</h2>
            <table class="about">
            <caption class="sr">The document, the release of ATT&amp;CK, the model and the tool</caption>
            <tbody>

            """
        )
        writeFact("Document", document.name)
        writeFact("SHA-256", document.sha256, isCode: true)
        writeFact("Type and size", "\(document.mediaType), \(Phrase.count(document.size, "byte"))")
        writeFact("ATT&amp;CK", "\(release.domainName) \(release.version), source: \(release.source)")
        writeFact("Release SHA-256", release.sha256, isCode: true)
        if let fetchedAt = release.fetchedAt {
            writeFact("Release fetched", fetchedAt)
        }
        writeFact("Model", report.model.hash, isCode: true)
        writeFact("Report", report.id, isCode: true)
        writeFact("Made", "\(report.generatedAt) by Tradecraft \(report.toolVersion)")
        output.markup("</tbody>\n</table>\n</section>\n")
    }

    private mutating func writeFact(_ label: StaticString, _ value: String, isCode: Bool = false) {
        guard !value.isEmpty else {
            return
        }
        output.markup("<tr><th scope=\"row\">")
        output.markup(label)
        output.markup(isCode ? "</th><td><code>" : "</th><td><bdi>")
        output.text(value)
        output.markup(isCode ? "</code></td></tr>\n" : "</bdi></td></tr>\n")
    }
}
