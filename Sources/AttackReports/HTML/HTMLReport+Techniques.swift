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
        output.markup("</p>\n<p class=\"confidence\">")
        writeChip(technique.score)
        output.markup(" <span class=\"muted\">")
        output.markup(Self.shortMeaning(of: technique))
        output.markup("</span></p>\n")
        writeReview(of: technique)
        writeReasons(for: technique)
        writeReplacement(of: technique)
        output.markup("</div>\n<div class=\"says\">\n")
        writeEvidence(technique.evidence, names: [id, technique.name] + technique.writtenAs)
        writeMeasures(against: technique)
        output.markup("</div>\n")
        output.markup("</article>\n")
    }

    private static func shortMeaning(of technique: ReportedTechnique) -> StaticString {
        if technique.review == .added {
            return "an analyst’s finding"
        }
        if technique.isWritten {
            return "written by its id"
        }
        return switch technique.confidence {
        case .high: "stated plainly"
        case .medium: "fits well"
        case .low: "only a hint"
        }
    }

    private mutating func writeReasons(for technique: ReportedTechnique) {
        let reasons = ReportReasons.of(technique)
        if !reasons.isEmpty {
            output.element("<p class=\"muted\">Why: ", Phrase.list(reasons), ".</p>\n")
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
}
