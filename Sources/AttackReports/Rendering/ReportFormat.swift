/// The files that a report can be written as.
package enum ReportFormat: String, Codable, CaseIterable, Hashable, Sendable {
    /// Everything in the report, for programs.
    case json
    /// A page for people.
    case html
    /// The same in Markdown, for tickets and wikis.
    case markdown
    /// A table with one line for each piece of evidence, for spreadsheets.
    case csv
    /// A layer for the ATT&CK Navigator.
    case layer
    /// A bundle of STIX 2.1, for platforms that exchange threat intelligence.
    case stix
    /// An event for MISP.
    case misp

    /// The file's name in the report's folder.
    package var fileName: String {
        switch self {
        case .json: "report.json"
        case .html: "report.html"
        case .markdown: "report.md"
        case .csv: "matches.csv"
        case .layer: "layer.json"
        case .stix: "bundle.stix.json"
        case .misp: "event.misp.json"
        }
    }

    /// The media type of the file.
    package var mediaType: String {
        switch self {
        case .json, .layer, .misp: "application/json"
        case .html: "text/html; charset=utf-8"
        case .markdown: "text/markdown; charset=utf-8"
        case .stix: "application/stix+json;version=2.1"
        case .csv: "text/csv; charset=utf-8; header=present"
        }
    }
}
