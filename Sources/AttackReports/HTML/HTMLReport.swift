import AttackKnowledge

/// The writer of `report.html`: one page that needs nothing else and runs nothing.
///
/// No script, no outside resource, and a content security policy that forbids both. The only links that leave the page
/// go to attack.mitre.org.
struct HTMLReport {
    let report: AttackReport
    let knowledge: KnowledgeBase
    let tactics: TacticNames
    let measures: TechniqueMeasures
    /// What analysts said of the techniques that the page shows, and which those are.
    let reviews: [TechniqueID: ReviewVerdict]
    let shown: Set<TechniqueID>
    var output: HTMLOutput

    /// The file's bytes.
    static func bytes(for report: AttackReport, knowledge: KnowledgeBase) -> [UInt8] {
        var page = HTMLReport(report: report, knowledge: knowledge)
        page.writePage()
        return page.output.bytes
    }

    private init(report: AttackReport, knowledge: KnowledgeBase) {
        self.report = report
        self.knowledge = knowledge
        self.tactics = TacticNames(report: report, knowledge: knowledge)
        self.measures = TechniqueMeasures(report: report, knowledge: knowledge)
        self.shown = Set(report.techniques.map(\.id))
        self.reviews = Dictionary(
            report.techniques.compactMap { technique in technique.review.map { (technique.id, $0) } }
        ) { first, _ in first }
        let sentences = report.techniques.reduce(0) { $0 + $1.evidence.count }
        self.output = HTMLOutput(capacity: 65_536 + report.techniques.count * 1024 + sentences * 768)
    }

    private mutating func writePage() {
        writeHead()
        output.markup("<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n")
        writeHeader()
        writeContents()
        output.markup("<main id=\"main\" tabindex=\"-1\">\n")
        writeSummary()
        writeWarnings()
        writeChanges()
        writeMatrix()
        writeTechniques()
        writeRejected()
        writeEntities()
        writeIndicators()
        writeAbout()
        output.markup("</main>\n")
        writeFooter()
        output.markup("</body>\n</html>\n")
    }
}
