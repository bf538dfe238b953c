import AttackKnowledge

extension HTMLReport {
    /// Each technique with its confidence and the sentences that speak for it.
    mutating func writeTechniques() {
        guard !report.techniques.isEmpty else {
            return
        }
        output.markup(
            "<section id=\"techniques\" aria-labelledby=\"techniques-h\">\n<h2 id=\"techniques-h\">Techniques</h2>\n"
        )
        output.markup("<dl class=\"bands\">\n")
        for band in ConfidenceBand.allCases where report.techniques.contains(where: { $0.confidence == band }) {
            output.markup("<div><dt><span class=\"chip ")
            output.markup(band == .high ? "h5" : band == .medium ? "h3" : "h1")
            output.element("\">", band.name, "</span></dt><dd>")
            output.element("", band.meaning, "</dd></div>\n")
        }
        output.markup("</dl>\n")
        for technique in report.techniques {
            writeTechnique(technique)
        }
        output.markup("</section>\n")
    }

    private mutating func writeTechnique(_ technique: ReportedTechnique) {
        let id = technique.id.description
        output.element("<article id=\"", id, "\" class=\"technique\" aria-labelledby=\"")
        output.element("h-", id, "\">\n<div class=\"what\">\n<h3 id=\"")
        output.element("h-", id, "\">")
        if let parent = technique.id.parent, let name = knowledge.technique(parent)?.name {
            output.element("<span class=\"of\">", name, ": </span>")
        }
        output.element("", technique.name, "</h3>\n<p><span class=\"id\">")
        writeLink(AttackLink.technique(technique.id), id)
        output.markup("</span>")
        let names = tactics.names(of: technique)
        if !names.isEmpty {
            output.element(
                " <span class=\"tactics\"><span class=\"sr\">Tactics: </span>",
                names.joined(separator: ", "),
                "</span>"
            )
        }
        output.markup("</p>\n<p class=\"confidence\"><span class=\"chip ")
        output.markup(Self.heatClass(technique.score))
        output.element("\">", technique.confidence.name, " ")
        output.number(Score.hundredths(technique.score))
        output.markup("</span> <span class=\"muted\">")
        output.markup(Self.shortMeaning(of: technique))
        output.markup("</span></p>\n")
        writeReplacement(of: technique)
        output.markup("</div>\n")
        writeEvidence(technique.evidence, names: [id, technique.name] + technique.writtenAs)
        output.markup("</article>\n")
    }

    private static func shortMeaning(of technique: ReportedTechnique) -> StaticString {
        if technique.isWritten {
            return "written by its id"
        }
        return switch technique.confidence {
        case .high: "stated plainly"
        case .medium: "fits well"
        case .low: "only a hint"
        }
    }

    private mutating func writeReplacement(of technique: ReportedTechnique) {
        let replaced = technique.replacedIDs
        guard !replaced.isEmpty else {
            return
        }
        output.element("<p class=\"muted\">Written as ", Phrase.list(replaced), "; ")
        output.element("ATT&amp;CK has since replaced ", replaced.count == 1 ? "it" : "them", "")
        output.element(" with ", technique.id.description, ".</p>\n")
    }

    /// The sentences that speak for a match, and why each does.
    mutating func writeEvidence(_ evidence: [ReportEvidence], names: [String]) {
        guard !evidence.isEmpty else {
            output.markup("<p class=\"muted\">The report holds no sentence for it.</p>\n")
            return
        }
        output.markup("<ol class=\"evidence\">\n")
        for item in evidence {
            output.markup("<li><blockquote dir=\"auto\">")
            output.excerpt(Excerpt(item, names: names))
            output.markup("</blockquote>\n<p class=\"why\">")
            if let page = item.page {
                output.markup("<span>Page ")
                output.number(page)
                output.markup("</span> ")
            }
            if let part = item.part {
                output.element("<span>In <bdi>", InertText.line(part, limit: 120), "</bdi></span> ")
            }
            output.element("<span>", item.signal.explanation, "</span> <span>weight ")
            output.number(Score.hundredths(item.score))
            output.markup("</span> <span>characters ")
            output.element("", Phrase.grouped(item.start), "–")
            output.element("", Phrase.grouped(item.end), "</span></p></li>\n")
        }
        output.markup("</ol>\n")
    }

    /// A link to attack.mitre.org, or the bare text when there is no page to link to.
    mutating func writeLink(_ address: String?, _ text: String) {
        guard let address else {
            output.text(text)
            return
        }
        output.element("<a href=\"", address, "\" rel=\"noreferrer\">")
        output.element("", text, "</a>")
    }
}
