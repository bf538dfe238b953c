package import AttackKnowledge

/// Turns a report into the files of its folder.
///
/// Rendering is pure: it reads no clock, no file and no environment, and the same report and knowledge base give the
/// same bytes. Writing the files to disk is the caller's part.
package enum ReportRenderer {
    /// The files of a report's folder, in the order of ``ReportFormat/allCases``.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - knowledge: The release of ATT&CK that the report was made with; it supplies the order and the names of the
    ///     tactics, and the techniques that did not match.
    ///   - formats: The formats that are wanted.
    ///   - options: How, where a format leaves a choice.
    /// - Returns: One file for each format that is wanted.
    package static func files(
        for report: AttackReport,
        knowledge: KnowledgeBase,
        formats: Set<ReportFormat> = Set(ReportFormat.allCases),
        options: RenderingOptions = RenderingOptions()
    ) -> [ReportFile] {
        ReportFormat.allCases.filter(formats.contains)
            .map { format in
                ReportFile(
                    name: format.fileName,
                    bytes: bytes(of: report, as: format, knowledge: knowledge, options: options)
                )
            }
    }

    /// One file's bytes.
    package static func bytes(
        of report: AttackReport,
        as format: ReportFormat,
        knowledge: KnowledgeBase,
        options: RenderingOptions = RenderingOptions()
    ) -> [UInt8] {
        switch format {
        case .json: JSONReport.bytes(for: report, knowledge: knowledge)
        case .html: HTMLReport.bytes(for: report, knowledge: knowledge)
        case .markdown: MarkdownReport.bytes(for: report, knowledge: knowledge)
        case .csv: CSVReport.bytes(for: report)
        case .layer: LayerReport.bytes(for: report, knowledge: knowledge, options: options)
        case .misp: MISPReport.bytes(for: report, knowledge: knowledge)
        case .stix: STIXReport.bytes(for: report, knowledge: knowledge, options: options)
        }
    }
}
