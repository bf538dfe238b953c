extension HTMLReport {
    /// The head: the policy, the title and the style.
    mutating func writeHead() {
        output.markup(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            base-uri 'none'; form-action 'none'">
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
        output.markup(StyleSheet.print)
        output.markup(StyleSheet.page(report.marking))
        output.markup("</style>\n</head>\n")
    }

    /// The top of the page: the marking, the document, and which report on it this is.
    mutating func writeHeader() {
        output.markup("<header class=\"top\">\n")
        writeMarking()
        output.markup("<p class=\"kicker\">ATT&amp;CK report</p>\n")
        output.element("<h1 dir=\"auto\">", InertText.line(report.document.heading, limit: 300), "</h1>\n")
        writeDocumentFacts()
        writeVersionFacts()
        output.markup("</header>\n")
    }

    private mutating func writeDocumentFacts() {
        let document = report.document
        output.markup("<p class=\"facts\">")
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
        output.markup("</p>\n")
    }

    private mutating func writeVersionFacts() {
        output.element("<p class=\"facts\"><span>Version ", String(report.version), " of the report</span> ")
        output.element("<span>", "\(report.attack.domainName) \(report.attack.version)", " of ATT&amp;CK</span> ")
        output.element("<span>made <time>", report.generatedAt, "</time></span>")
        if let version = report.document.version {
            output.element(" <span>document ", String(version), " of this name</span>")
        }
        output.markup("</p>\n")
    }

    /// The label of the Traffic Light Protocol, where somebody has set one.
    mutating func writeMarking() {
        guard let marking = report.marking else {
            return
        }
        switch marking {
        case .clear: output.markup("<p class=\"tlp tlp-clear\">")
        case .green: output.markup("<p class=\"tlp tlp-green\">")
        case .amber, .amberStrict: output.markup("<p class=\"tlp tlp-amber\">")
        case .red: output.markup("<p class=\"tlp tlp-red\">")
        }
        output.element("<strong>", marking.label, "</strong></p>\n")
    }

    /// The links to the parts of the page.
    mutating func writeContents() {
        let parts: [(isThere: Bool, link: StaticString)] = [
            (true, "<li><a href=\"#summary\">Summary</a></li>\n"),
            (!report.warnings.isEmpty, "<li><a href=\"#warnings\">Warnings</a></li>\n"),
            (report.difference != nil, "<li><a href=\"#changes\">Changes</a></li>\n"),
            (!report.techniques.isEmpty, "<li><a href=\"#matrix\">Matrix</a></li>\n"),
            (!report.techniques.isEmpty, "<li><a href=\"#techniques\">Techniques</a></li>\n"),
            (!report.rejected.isEmpty, "<li><a href=\"#rejected\">Rejected</a></li>\n"),
            (hasEntities, "<li><a href=\"#entities\">Groups and software</a></li>\n"),
            (!report.indicators.isEmpty, "<li><a href=\"#indicators\">Indicators</a></li>\n"),
            (true, "<li><a href=\"#about\">About this report</a></li>\n"),
        ]
        output.markup("<nav aria-label=\"Contents\">\n<ul>\n")
        for part in parts where part.isThere {
            output.markup(part.link)
        }
        output.markup("</ul>\n</nav>\n")
    }

    /// The bottom of the page.
    mutating func writeFooter() {
        output.markup("<footer>\n<p>")
        output.element("Made by Tradecraft ", report.toolVersion, " at ")
        output.element("<time>", report.generatedAt, "</time>. ")
        output.markup(
            """
            Matches are found by a program: confirm them before you act on them.</p>
            <p>MITRE ATT&amp;CK® is a registered trademark of The MITRE Corporation. Names and ids of ATT&amp;CK are \
            reproduced with its permission.</p>

            """
        )
        writeMarking()
        output.markup("</footer>\n")
    }
}
