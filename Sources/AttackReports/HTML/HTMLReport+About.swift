extension HTMLReport {
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
        output.markup(
            """
            <section id="about" aria-labelledby="about-h">
            <h2 id="about-h">About this report</h2>
            <table class="about">
            <caption class="sr">The document, the release of ATT&amp;CK, the model and the tool</caption>
            <tbody>

            """
        )
        writeDocument()
        writeRelease()
        writeReport()
        output.markup("</tbody>\n</table>\n</section>\n")
    }

    private mutating func writeDocument() {
        let document = report.document
        writeFact("Document", document.name)
        writeFact("Title", document.title ?? "")
        writeFact("Author", document.author ?? "")
        writeFact("Address", document.address.map { DefangedText.link(InertText.line($0)) } ?? "")
        writeFact("SHA-256", document.sha256, isCode: true)
        writeFact("Type and size", "\(document.mediaType), \(Phrase.count(document.size, "byte"))")
        let lengths = [
            document.pageCount.map { Phrase.count($0, "page") }, document.wordCount.map { Phrase.count($0, "word") },
        ]
        .compactMap(\.self)
        writeFact("Length", lengths.joined(separator: ", ") + (document.isPartial ? "; read in part" : ""))
        if let version = document.version {
            let before = document.previous.map { "; the one before is document \($0)" } ?? ""
            writeFact("Of this name", "\(version == 1 ? "the first document" : "document \(version)")\(before)")
        }
    }

    private mutating func writeRelease() {
        let release = report.attack
        writeFact("ATT&amp;CK", "\(release.domainName) \(release.version), source: \(release.source)")
        writeFact("Release SHA-256", release.sha256, isCode: true)
        writeFact("Release fetched", release.fetchedAt ?? "")
        writeFact("Model", report.model.hash, isCode: true)
    }

    private mutating func writeReport() {
        writeFact("Report", report.id, isCode: true)
        writeFact("Version", report.version == 1 ? "1" : "\(report.version); the first was made \(report.createdAt)")
        writeFact("Made", "\(report.generatedAt) by Tradecraft \(report.toolVersion)")
        if let marking = report.marking {
            writeFact("Marking", "\(marking.label). \(marking.meaning)")
        }
    }

    private mutating func writeFact(_ label: StaticString, _ value: String, isCode: Bool = false) {
        let value = InertText.line(value, limit: 600)
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
