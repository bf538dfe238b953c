extension MarkdownReport {
    /// The label of the Traffic Light Protocol, where somebody has set one.
    mutating func writeMarking() {
        if let marking = report.marking {
            output.element("**", marking.label, "**\n\n")
        }
    }

    /// What a reader must know before trusting the report.
    mutating func writeWarnings() {
        guard !report.warnings.isEmpty else {
            return
        }
        output.markup("## Warnings\n\n")
        for warning in report.warnings {
            output.line("- ", warning, "")
        }
        output.blankLine()
    }

    /// Where the report comes from: the document, the release, the model, the tool.
    mutating func writeAbout() {
        output.markup("## About this report\n\n")
        writeDocument()
        output.line("- ATT\\&CK: ", "\(report.attack.domainName) \(report.attack.version), \(report.attack.source)", "")
        output.line("- Model: ", report.model.hash, "")
        output.line("- Report: ", report.id, "")
        let first = report.version == 1 ? "" : "; the first was made \(report.createdAt)"
        output.line("- Version: ", "\(report.version)\(first)", "")
        output.line("- Made: ", "\(report.generatedAt) by Tradecraft \(report.toolVersion)", "")
        if let marking = report.marking {
            output.line("- Marking: ", "\(marking.label). \(marking.meaning)", "")
            output.blankLine()
            output.element("**", marking.label, "**\n")
        }
    }

    private mutating func writeDocument() {
        let document = report.document
        output.line("- Document: ", document.name, "")
        if let author = document.author, !InertText.line(author).isEmpty {
            output.line("- Author: ", InertText.line(author, limit: 200), "")
        }
        if let address = document.address {
            output.line("- Address: ", DefangedText.link(InertText.line(address, limit: 600)), "")
        }
        output.line("- SHA-256: ", document.sha256, "")
        output.line("- Type and size: ", "\(document.mediaType), \(Phrase.count(document.size, "byte"))", "")
        let lengths = [
            document.pageCount.map { Phrase.count($0, "page") }, document.wordCount.map { Phrase.count($0, "word") },
            document.isPartial ? "read in part" : nil,
        ]
        .compactMap(\.self)
        if !lengths.isEmpty {
            output.line("- Length: ", lengths.joined(separator: ", "), "")
        }
        if let version = document.version {
            let before = document.previous.map { "; the one before is document \($0)" } ?? ""
            output.line("- Of this name: ", "document \(version)\(before)", "")
        }
    }
}
