import AttackKnowledge

/// The writer of `report.md`: the same findings in CommonMark, for tickets and wikis.
struct MarkdownReport {
    let report: AttackReport
    let knowledge: KnowledgeBase
    let tactics: TacticNames
    let measures: TechniqueMeasures
    var output: MarkdownOutput

    /// The file's bytes.
    static func bytes(for report: AttackReport, knowledge: KnowledgeBase) -> [UInt8] {
        var page = MarkdownReport(
            report: report,
            knowledge: knowledge,
            tactics: TacticNames(report: report, knowledge: knowledge),
            measures: TechniqueMeasures(report: report, knowledge: knowledge),
            output: MarkdownOutput(capacity: 8192 + report.techniques.count * 2048)
        )
        page.writePage()
        return page.output.bytes
    }

    private mutating func writePage() {
        writeMarking()
        output.line("# ", InertText.line(report.document.heading, limit: 300), "")
        output.blankLine()
        let summary = ReportSummary(report: report, tactics: tactics)
        output.line("", summary.sentences.joined(separator: " "), "")
        output.blankLine()
        writeWarnings()
        writeChanges()
        writeOverview()
        writeTechniques()
        writeRejected()
        writeEntities()
        writeIndicators()
        writeAbout()
    }

    private mutating func writeOverview() {
        guard !report.techniques.isEmpty else {
            return
        }
        output.markup("## Techniques\n\n| Technique | Tactics | Confidence | Sentences |\n| --- | --- | --- | ---: |\n")
        for technique in report.techniques {
            output.markup("| ")
            output.link(technique.id.description, to: AttackLink.technique(technique.id))
            output.element(" ", technique.name, " | ")
            output.element("", Phrase.list(tactics.names(of: technique)), " | ")
            output.element("", Self.text(technique.score) + (technique.review.map { ", \($0.rawValue)" } ?? ""), " | ")
            output.element("", String(technique.evidence.count), " |\n")
        }
        output.blankLine()
    }

    private mutating func writeTechniques() {
        guard !report.techniques.isEmpty else {
            return
        }
        output.markup("## Evidence\n\n")
        for technique in report.techniques {
            output.line("### ", "\(technique.id) \(technique.name)", "")
            output.blankLine()
            if !technique.replacedIDs.isEmpty {
                output.element(
                    "Written as ",
                    Phrase.list(technique.replacedIDs),
                    ", which ATT\\&CK has since replaced.\n\n"
                )
            }
            if let review = technique.review {
                output.line("", review == .added ? "Added by an analyst." : "Accepted by an analyst.", "\n")
            }
            for item in technique.evidence {
                let names = [technique.id.description, technique.name] + technique.writtenAs
                output.markup("> ")
                output.excerpt(Excerpt(item, names: names))
                output.markup("\n>\n> ")
                if let page = item.page {
                    output.element("page ", String(page), "; ")
                }
                if let section = item.section {
                    output.element("under “", InertText.line(section, limit: 120), "”; ")
                }
                if let part = item.part {
                    output.element("in ", InertText.line(part, limit: 120), "; ")
                }
                output.element("", "\(item.signal.explanation), weight \(Score.hundredths(item.score))", "\n\n")
            }
            writeMeasures(against: technique)
        }
    }

    private mutating func writeEntities() {
        let entities = report.groups + report.software + report.campaigns
        guard !entities.isEmpty else {
            return
        }
        output.markup("## Groups and software\n\n")
        for entity in entities {
            output.element("- ", entity.name, " (")
            output.link(entity.id, to: AttackLink.entity(entity))
            output.element(", ", entity.kind.name.lowercased(), ")")
            if let first = entity.evidence.first {
                output.markup(": ")
                output.excerpt(Excerpt(first, names: [entity.name, entity.id], limit: 320))
            }
            output.blankLine()
        }
        output.blankLine()
    }
}
