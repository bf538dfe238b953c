import AttackKnowledge

/// The writer of `report.html`: one page that needs nothing else and runs nothing.
///
/// No script, no outside resource, and a content security policy that forbids both. The only links that leave the page
/// go to attack.mitre.org.
struct HTMLReport {
    let report: AttackReport
    let knowledge: KnowledgeBase
    let tactics: TacticNames
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
        let sentences = report.techniques.reduce(0) { $0 + $1.evidence.count }
        self.output = HTMLOutput(capacity: 65_536 + report.techniques.count * 1024 + sentences * 768)
    }

    private mutating func writePage() {
        writeHead()
        output.markup("<body>\n<a class=\"skip\" href=\"#summary\">Skip to the summary</a>\n")
        writeHeader()
        writeContents()
        output.markup("<main>\n")
        writeSummary()
        writeMatrix()
        writeTechniques()
        writeEntities()
        writeIndicators()
        writeWarnings()
        writeAbout()
        output.markup("</main>\n")
        writeFooter()
        output.markup("</body>\n</html>\n")
    }

    private mutating func writeHead() {
        output.markup(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex">
            <meta name="generator" content="Tradecraft
            """
        )
        output.element(" ", report.toolVersion, "\">\n")
        output.element("<title>", InertText.line(report.document.heading, limit: 200), " – ATT&amp;CK report</title>\n")
        output.markup("<style>\n")
        output.markup(StyleSheet.text)
        output.markup("</style>\n</head>\n")
    }

    private mutating func writeHeader() {
        let document = report.document
        output.markup("<header class=\"top\">\n<p class=\"kicker\">ATT&amp;CK report</p>\n")
        output.element("<h1 dir=\"auto\">", InertText.line(document.heading, limit: 300), "</h1>\n<p class=\"facts\">")
        if document.heading != document.name {
            output.element("<span class=\"name\"><bdi>", document.name, "</bdi></span> ")
        }
        if let author = document.author, !InertText.line(author).isEmpty {
            output.element("<span>by <bdi>", InertText.line(author, limit: 200), "</bdi></span> ")
        }
        if let pages = document.pageCount {
            output.element("<span>", Phrase.count(pages, "page"), "</span> ")
        }
        if let words = document.wordCount {
            output.element("<span>", Phrase.count(words, "word"), "</span> ")
        }
        output.element("<span>", Phrase.size(document.size), "</span>")
        if document.isPartial {
            output.markup(" <span><strong>only a part of its text could be read</strong></span>")
        }
        if let address = document.address {
            output.element(" <span>from <bdi>", DefangedText.link(InertText.line(address, limit: 300)), "</bdi></span>")
        }
        output.markup("</p>\n</header>\n")
    }

    private mutating func writeContents() {
        output.markup("<nav aria-label=\"Contents\">\n<ul>\n<li><a href=\"#summary\">Summary</a></li>\n")
        if !report.techniques.isEmpty {
            output.markup("<li><a href=\"#matrix\">Matrix</a></li>\n<li><a href=\"#techniques\">Techniques</a></li>\n")
        }
        if hasEntities {
            output.markup("<li><a href=\"#entities\">Groups and software</a></li>\n")
        }
        if !report.indicators.isEmpty {
            output.markup("<li><a href=\"#indicators\">Indicators</a></li>\n")
        }
        if !report.warnings.isEmpty {
            output.markup("<li><a href=\"#warnings\">Warnings</a></li>\n")
        }
        output.markup("<li><a href=\"#about\">About this report</a></li>\n</ul>\n</nav>\n")
    }

    private mutating func writeFooter() {
        output.markup("<footer>\n<p>")
        output.element("Made by Tradecraft ", report.toolVersion, " at ")
        output.element("<time>", report.generatedAt, "</time>. ")
        output.markup(
            """
            Matches are found by a program: confirm them before you act on them.</p>
            <p>MITRE ATT&amp;CK® is a registered trademark of The MITRE Corporation. Names and ids of ATT&amp;CK are \
            reproduced with its permission.</p>
            </footer>

            """
        )
    }
}
