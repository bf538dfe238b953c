import AttackKnowledge

extension HTMLReport {
    /// How many rows a table of changes has at most; all of them are in `report.json`.
    private static let longestTable = 300

    /// What differs from the report before this one.
    mutating func writeChanges() {
        guard let difference = report.difference else {
            return
        }
        output.markup(
            "<section id=\"changes\" aria-labelledby=\"changes-h\">\n<h2 id=\"changes-h\">What has changed</h2>\n"
        )
        writeOrigin(difference.before)
        if difference.isEmpty {
            output.markup("<p class=\"prose\">Both name the same techniques, with the same confidence.</p>\n")
        } else {
            writeTable(of: difference)
        }
        output.markup("</section>\n")
    }

    private mutating func writeOrigin(_ before: ReportDifference.Origin) {
        output.element("<p class=\"prose\">Version ", String(before.version), " of this report was made ")
        output.element("<time>", before.generatedAt, "</time> with ATT&amp;CK ")
        output.element("", before.attack, " and the model <code>")
        output.element("", before.model, "</code>; this one, version ")
        let isSame = before.attack == report.attack.version && before.model == report.model.hash
        if isSame {
            output.element("", String(report.version), ", with the same.</p>\n")
        } else {
            output.element("", String(report.version), ", with ATT&amp;CK ")
            output.element("", report.attack.version, " and the model <code>")
            output.element("", report.model.hash, "</code>.</p>\n")
        }
    }

    private mutating func writeTable(of difference: ReportDifference) {
        output.markup(
            """
            <table class="changes">
            <caption class="sr">Techniques that came in, went out or changed</caption>
            <thead><tr><th scope="col">Technique</th><th scope="col">Change</th><th scope="col">Before</th>\
            <th scope="col">Now</th></tr></thead>
            <tbody>

            """
        )
        var room = Self.longestTable
        for item in difference.gained.prefix(room) {
            writeRow(item.id, item.name, "came in", before: nil, after: item.score)
        }
        room -= min(room, difference.gained.count)
        for item in difference.lost.prefix(room) {
            writeRow(item.id, item.name, "went out", before: item.score, after: nil)
        }
        room -= min(room, difference.lost.count)
        for shift in difference.changed.prefix(room) {
            let what =
                if let replaces = shift.replaces { "replaces \(replaces)" } else {
                    shift.after < shift.before ? "less certain" : "more certain"
                }
            writeRow(shift.id, shift.name, what, before: shift.before, after: shift.after)
        }
        output.markup("</tbody>\n</table>\n")
        let left = difference.gained.count + difference.lost.count + difference.changed.count - Self.longestTable
        if left > 0 {
            output.element("<p class=\"why\">And ", Phrase.grouped(left), " more in report.json.</p>\n")
        }
    }

    private mutating func writeRow(
        _ id: TechniqueID,
        _ name: String,
        _ change: String,
        before: Double?,
        after: Double?
    ) {
        output.element("<tr><th scope=\"row\">", name, " <span class=\"id\">")
        writeReference(to: id)
        output.element("</span></th><td>", change, "</td>")
        for score in [before, after] {
            output.markup("<td>")
            if let score {
                writeChip(score)
            } else {
                output.markup("<span class=\"muted\">not found</span>")
            }
            output.markup("</td>")
        }
        output.markup("</tr>\n")
    }

    /// A link to a technique's part of the page, or to attack.mitre.org where the page has none.
    private mutating func writeReference(to id: TechniqueID) {
        guard shown.contains(id) else {
            writeLink(AttackLink.technique(id), id.description)
            return
        }
        output.element("<a href=\"#", id.description, "\">")
        output.element("", id.description, "</a>")
    }
}
