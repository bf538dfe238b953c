extension HTMLReport {
    /// How many sentences of a technique are in sight before the rest goes into a fold.
    private static let inSight = 4
    /// How many sentences of a technique are on the page at all; all of them are in `report.json`.
    private static let longestList = 60

    /// The sentences that speak for a match, and why each does.
    mutating func writeEvidence(_ evidence: [ReportEvidence], names: [String]) {
        guard !evidence.isEmpty else {
            output.markup("<p class=\"muted\">The report holds no sentence for it.</p>\n")
            return
        }
        let shown = evidence.prefix(Self.longestList)
        // A fold for a single sentence hides more than it saves.
        let inSight = shown.count <= Self.inSight + 1 ? shown.count : Self.inSight
        write(shown.prefix(inSight), names: names)
        let rest = shown.dropFirst(inSight)
        if !rest.isEmpty {
            output.element(
                "<details class=\"more\">\n<summary>",
                Phrase.grouped(rest.count),
                " more sentences</summary>\n"
            )
            write(rest, names: names)
            output.markup("</details>\n")
        }
        let left = evidence.count - shown.count
        if left > 0 {
            output.element("<p class=\"why\">And ", Phrase.grouped(left), " more in report.json.</p>\n")
        }
    }

    private mutating func write(_ evidence: ArraySlice<ReportEvidence>, names: [String]) {
        output.markup("<ol class=\"evidence\">\n")
        for item in evidence {
            output.markup("<li><blockquote dir=\"auto\">")
            output.excerpt(Excerpt(item, names: names))
            output.markup("</blockquote>\n<p class=\"why\">")
            writePlace(of: item)
            output.element("<span>", item.signal.explanation, "</span> <span>weight ")
            output.number(Score.hundredths(item.score))
            output.markup("</span> <span>characters ")
            output.element("", Phrase.grouped(item.start), "–")
            output.element("", Phrase.grouped(item.end), "</span></p></li>\n")
        }
        output.markup("</ol>\n")
    }

    /// The page, the section and the part of the document that a sentence stands in.
    private mutating func writePlace(of item: ReportEvidence) {
        if let page = item.page {
            output.markup("<span>Page ")
            output.number(page)
            output.markup("</span> ")
        }
        if let section = item.section {
            output.element("<span>Under “<bdi>", InertText.line(section, limit: 120), "</bdi>”</span> ")
        }
        if let part = item.part {
            output.element("<span>In <bdi>", InertText.line(part, limit: 120), "</bdi></span> ")
        }
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
