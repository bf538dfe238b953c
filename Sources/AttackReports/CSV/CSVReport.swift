import AttackKnowledge

/// The writer of `matches.csv`: one line for each piece of evidence of each technique.
///
/// A technique without evidence still has its line, with the cells of the evidence empty. Texts are on one line and
/// cut at 8,000 characters, for spreadsheets refuse a cell of more than 32,767.
enum CSVReport {
    /// The names of the columns, in order.
    ///
    /// New ones are added at the end only, so that scripts that count columns keep working.
    static let columns = [
        "report_id", "document", "document_sha256", "attack_domain", "attack_version", "model", "technique_id",
        "technique_name", "tactics", "score", "confidence", "written_as", "signal", "evidence_score", "page", "start",
        "end", "terms", "evidence", "part", "section", "review", "report_version", "marking",
    ]

    private static let textLimit = 8000

    /// The file's bytes.
    static func bytes(for report: AttackReport) -> [UInt8] {
        var table = CSVTable(capacity: 4096 + report.techniques.count * 2048)
        table.appendLine(columns)
        let name = InertText.line(report.document.name, limit: textLimit)
        for technique in report.techniques {
            let start = table.bytes.count
            appendCells(of: technique, in: report, documentName: name, to: &table)
            let shared = table.cells(since: start)
            appendEnd(of: technique, technique.evidence.first, in: report, to: &table)
            for evidence in technique.evidence.dropFirst() {
                table.appendCells(shared)
                appendEnd(of: technique, evidence, in: report, to: &table)
            }
        }
        return table.bytes
    }

    /// The cells that the lines of one technique share.
    private static func appendCells(
        of technique: ReportedTechnique,
        in report: AttackReport,
        documentName: String,
        to table: inout CSVTable
    ) {
        table.append(report.id)
        table.append(documentName)
        table.append(report.document.sha256)
        table.append(report.attack.domain.rawValue)
        table.append(report.attack.version)
        table.append(report.model.hash)
        table.append(technique.id.description)
        table.append(InertText.line(technique.name, limit: textLimit))
        table.append(technique.tactics, limit: textLimit)
        table.append(technique.score)
        table.append(technique.confidence.rawValue)
        table.append(technique.writtenAs, limit: textLimit)
    }

    /// The cells from the evidence on.
    private static func appendEnd(
        of technique: ReportedTechnique,
        _ evidence: ReportEvidence?,
        in report: AttackReport,
        to table: inout CSVTable
    ) {
        append(evidence, to: &table)
        table.append(technique.review?.rawValue ?? "")
        table.append(report.version)
        table.append(report.marking?.label ?? "")
        table.endLine()
    }

    private static func append(_ evidence: ReportEvidence?, to table: inout CSVTable) {
        guard let evidence else {
            for _ in 0..<9 {
                table.append(nil)
            }
            return
        }
        table.append(evidence.signal.rawValue)
        table.append(evidence.score)
        table.append(evidence.page)
        table.append(evidence.start)
        table.append(evidence.end)
        table.append(evidence.terms, limit: textLimit)
        table.append(InertText.line(evidence.text, limit: textLimit))
        table.append(InertText.line(evidence.part ?? "", limit: 400))
        table.append(InertText.line(evidence.section ?? "", limit: 400))
    }
}
