/// Tells kinds of text apart, by how they begin and then by the document's name.
enum TextKind {
    static func of(_ utf8: [UInt8], nameExtension: String) -> DetectedFormat {
        let start = utf8.drop { $0.isASCIIWhitespace || $0 == 0 }
        if start.starts(with: "{\\rtf".utf8) { return .rtf }
        if start.starts(with: "%!PS".utf8) { return .unsupported("application/postscript") }
        if beginsLikeHTML(start) { return .html }
        switch JSONLikeness.verdict(on: start) {
        case .json: return .json(isLines: nameExtension == "jsonl" || nameExtension == "ndjson")
        case .lines: return .json(isLines: true)
        case .other: break
        }
        if let format = MailHeader.format(of: start, nameExtension: nameExtension) { return format }
        if let form = LinkKind.of(start, nameExtension: nameExtension) { return .links(form) }
        switch nameExtension {
        case "htm", "html", "xhtml", "shtml": return .html
        case "md", "markdown", "mdown", "mkd": return .markdown
        case "csv": return .text(mediaType: "text/csv", .table)
        case "tsv", "tab": return .text(mediaType: "text/tab-separated-values", .table)
        case "json", "jsonl", "ndjson", "geojson":
            return .json(isLines: nameExtension == "jsonl" || nameExtension == "ndjson")
        case "xml", "stix", "rdf", "rss", "atom", "xsd", "svg": return .text(mediaType: "application/xml", .code)
        case "yaml", "yml": return .text(mediaType: "application/yaml", .code)
        default: break
        }
        if start.starts(with: "<?xml".utf8) { return .text(mediaType: "application/xml", .code) }
        return .text(mediaType: "text/plain", .prose)
    }

    private static func beginsLikeHTML(_ start: ArraySlice<UInt8>) -> Bool {
        var rest = start
        // Comments and an XML declaration may come first.
        for _ in 0..<16 {
            let end: Range<Int>? =
                if rest.starts(with: "<!--".utf8) {
                    rest.range(of: "-->")
                } else if rest.starts(with: "<?xml".utf8) {
                    rest.range(of: "?>")
                } else {
                    nil
                }
            guard let end else { break }
            rest = rest[end.upperBound...].drop { $0.isASCIIWhitespace }
        }
        let opening = rest.prefix(16).map(\.lowercasedASCII)
        let marks = [
            "<!doctype html", "<html", "<head", "<body", "<title", "<script", "<style", "<table", "<div", "<iframe",
            "<meta",
        ]
        return marks.contains { mark in
            guard opening.starts(with: mark.utf8) else { return false }
            let next = opening.dropFirst(mark.utf8.count).first
            return next.map { !$0.isASCIILetter && $0 != 0x2D } ?? true
        }
    }
}
