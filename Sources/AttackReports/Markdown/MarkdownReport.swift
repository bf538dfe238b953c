import AttackKnowledge

/// The writer of `report.md`: the same findings in CommonMark, for tickets and wikis.
struct MarkdownReport {
    let report: AttackReport
    let knowledge: KnowledgeBase
    let tactics: TacticNames
    var output: MarkdownOutput

    /// The file's bytes.
    static func bytes(for report: AttackReport, knowledge: KnowledgeBase) -> [UInt8] {
        var page = MarkdownReport(
            report: report,
            knowledge: knowledge,
            tactics: TacticNames(report: report, knowledge: knowledge),
            output: MarkdownOutput(capacity: 8192 + report.techniques.count * 2048)
        )
        page.writePage()
        return page.output.bytes
    }

    private mutating func writePage() {
        output.line("# ", InertText.line(report.document.heading, limit: 300), "")
        output.blankLine()
        let summary = ReportSummary(report: report, tactics: tactics)
        output.line("", summary.sentences.joined(separator: " "), "")
        output.blankLine()
        writeOverview()
        writeTechniques()
        writeEntities()
        writeIndicators()
        writeWarnings()
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
            output.element("", "\(technique.confidence.name) \(Score.hundredths(technique.score))", " | ")
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
            for item in technique.evidence {
                let names = [technique.id.description, technique.name] + technique.writtenAs
                output.markup("> ")
                output.excerpt(Excerpt(item, names: names))
                output.markup("\n>\n> ")
                if let page = item.page {
                    output.element("page ", String(page), "; ")
                }
                output.element("", "\(item.signal.explanation), weight \(Score.hundredths(item.score))", "\n\n")
            }
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

    private mutating func writeWarnings() {
        guard !report.warnings.isEmpty else {
            return
        }
        output.markup("## Warnings\n\n")
        for warning in report.warnings {
            output.line("- ", warning, "")
        }
        output.blankLine()
    }

    private mutating func writeAbout() {
        let document = report.document
        output.markup("## About this report\n\n")
        output.line("- Document: ", document.name, "")
        output.line("- SHA-256: ", document.sha256, "")
        output.line("- Type and size: ", "\(document.mediaType), \(Phrase.count(document.size, "byte"))", "")
        output.line("- ATT\\&CK: ", "\(report.attack.domainName) \(report.attack.version), \(report.attack.source)", "")
        output.line("- Model: ", report.model.hash, "")
        output.line("- Report: ", report.id, "")
        output.line("- Made: ", "\(report.generatedAt) by Tradecraft \(report.toolVersion)", "")
    }
}
