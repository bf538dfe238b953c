package import AttackKnowledge

/// A report as a page of text for a terminal.
///
/// What comes from the document is made inert; the escape sequences in the lines are our own, and there are none where
/// the style has no colour.
package struct TerminalReport {
    /// How the page is laid out.
    package struct Style: Hashable, Sendable {
        /// How many columns a line may take.
        package let width: Int
        /// Whether the page may have colours.
        package let hasColor: Bool

        /// A layout; a line has at least 30 columns, and at most 200.
        package init(width: Int, hasColor: Bool) {
            self.width = min(max(width, 30), 200)
            self.hasColor = hasColor
        }
    }

    /// A report on the same document.
    package struct Version: Hashable, Sendable {
        let number: Int
        let createdAt: String
        let attack: String
        let model: String
        let isShown: Bool

        /// A report of a version.
        package init(number: Int, createdAt: String, attack: String, model: String, isShown: Bool) {
            self.number = number
            self.createdAt = createdAt
            self.attack = attack
            self.model = model
            self.isShown = isShown
        }
    }

    /// What an analyst said of a technique.
    package struct Review: Hashable, Sendable {
        let technique: String
        let verdict: ReviewVerdict
        let reviewer: String
        let reviewedAt: String
        let note: String?

        /// A verdict.
        package init(technique: String, verdict: ReviewVerdict, reviewer: String, reviewedAt: String, note: String?) {
            self.technique = technique
            self.verdict = verdict
            self.reviewer = reviewer
            self.reviewedAt = reviewedAt
            self.note = note
        }
    }

    /// What is known around a report.
    package struct History: Hashable, Sendable {
        /// The report's folder in the outbox.
        package let folder: String
        /// The reports on the document, this one among them.
        package let versions: [Version]
        /// What analysts said of the document's techniques.
        package let reviews: [Review]

        /// What is known around a report.
        package init(folder: String, versions: [Version] = [], reviews: [Review] = []) {
            self.folder = folder
            self.versions = versions
            self.reviews = reviews
        }
    }

    let report: AttackReport
    let knowledge: KnowledgeBase
    let tactics: TacticNames
    let history: History
    let ink: TerminalInk
    let width: Int
    var lines: [String] = []

    /// The page's lines.
    package static func lines(
        for report: AttackReport,
        knowledge: KnowledgeBase,
        history: History,
        style: Style
    ) -> [String] {
        var page = TerminalReport(
            report: report,
            knowledge: knowledge,
            tactics: TacticNames(report: report, knowledge: knowledge),
            history: history,
            ink: TerminalInk(hasColor: style.hasColor),
            width: style.width
        )
        page.writeHead()
        page.writeSummary()
        page.writeMatrix()
        page.writeTechniques()
        page.writeEntities()
        page.writeIndicators()
        page.writeHistory()
        page.writeWarnings()
        return page.lines
    }

    private mutating func writeHead() {
        let document = report.document
        for line in TerminalText.wrapped(InertText.line(document.heading, limit: 300), width: width) {
            append(ink.bold(line))
        }
        fact("document", "\(report.id)  \(InertText.line(document.name, limit: 300))")
        if let address = document.address { fact("address", DefangedText.link(InertText.line(address, limit: 300))) }
        var size = "\(InertText.line(document.mediaType, limit: 120)), \(Phrase.size(document.size))"
        if let pages = document.pageCount { size += ", \(Phrase.count(pages, "page"))" }
        fact("content", "\(size), sha256 \(InertText.line(document.sha256, limit: 64))")
        fact("created", "\(InertText.line(report.generatedAt, limit: 40)), version \(report.version)")
        let release = InertText.line(report.attack.version, limit: 40)
        let model = InertText.line(report.model.hash, limit: 80)
        fact("ATT&CK", "\(report.attack.domainName) \(release), model \(model)")
        if let marking = report.marking { fact("marking", marking.label) }
        fact("folder", InertText.line(history.folder))
    }

    private mutating func writeSummary() {
        heading("Summary")
        let sentences = ReportSummary(report: report, tactics: tactics).sentences
        paragraph(sentences.joined(separator: " "), indent: 0)
    }

    private mutating func writeHistory() {
        if history.versions.count > 1 || report.difference != nil {
            heading("Versions")
            for version in history.versions {
                let line = "\(version.number)  \(version.createdAt)  ATT&CK \(version.attack)  model \(version.model)"
                let mark = version.isShown ? "> " : "  "
                for (index, part) in TerminalText.wrapped(InertText.line(line), width: width - 2).enumerated() {
                    append(part, behind: index == 0 ? mark : "  ")
                }
            }
        }
        if let difference = report.difference { writeDifference(difference) }
        guard !history.reviews.isEmpty || !report.rejected.isEmpty else { return }
        heading("Reviews")
        for review in history.reviews {
            let note = review.note.map { ": \(InertText.line($0, limit: 300))" } ?? ""
            let who = InertText.line(review.reviewer, limit: 80)
            paragraph(
                "\(review.technique) \(review.verdict.rawValue) by \(who), \(review.reviewedAt)\(note)",
                indent: 2
            )
        }
        for rejected in report.rejected where !history.reviews.contains(where: { $0.technique == "\(rejected.id)" }) {
            paragraph("\(rejected.id) \(InertText.line(rejected.name, limit: 100)) rejected", indent: 2)
        }
    }

    private mutating func writeDifference(_ difference: ReportDifference) {
        paragraph(
            "Since version \(difference.before.version) (ATT&CK \(InertText.line(difference.before.attack))):",
            indent: 0
        )
        guard !difference.isEmpty else {
            paragraph("the same techniques with the same confidence", indent: 2)
            return
        }
        for line in DifferenceLines(difference).lines { paragraph(line, indent: 2) }
    }

    private mutating func writeWarnings() {
        guard !report.warnings.isEmpty else { return }
        heading("Warnings")
        for warning in report.warnings { paragraph("- " + InertText.line(warning), indent: 2, first: 0) }
    }

    // MARK: lines

    mutating func heading(_ text: String) {
        lines.append("")
        lines.append(ink.bold(text))
    }

    mutating func fact(_ name: String, _ value: String) {
        let label = name + String(repeating: " ", count: max(1, 12 - name.count))
        for (index, line) in TerminalText.wrapped(value, width: max(18, width - 12)).enumerated() {
            lines.append(index == 0 ? ink.faint(label) + line : String(repeating: " ", count: 12) + line)
        }
    }

    mutating func append(_ text: String, behind lead: String = "") { lines.append(lead + text) }

    /// Appends words, broken where the line ends.
    mutating func paragraph(_ text: String, indent: Int, first: Int? = nil) {
        let lead = String(repeating: " ", count: indent)
        for (index, line) in TerminalText.wrapped(text, width: max(20, width - indent)).enumerated() {
            lines.append((index == 0 ? String(repeating: " ", count: first ?? indent) : lead) + line)
        }
    }
}
