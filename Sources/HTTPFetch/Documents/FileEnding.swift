/// The endings of file names that go with content types.
enum FileEnding {
    /// The ending of a name, without its dot; `nil` when it has none that could be one.
    static func of(_ name: some StringProtocol) -> String? {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...]
        guard (1...8).contains(ending.utf8.count),
            ending.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: false
                }
            })
        else { return nil }
        return String(ending)
    }

    /// The name with the ending that its content type asks for, where its own says nothing or something else.
    ///
    /// With `isPage` the name is an address's: there, `report.pdf` may well be a page about the file, while a server
    /// that names a file knows what it is.
    static func completed(_ name: String, type: String?, isPage: Bool) -> String {
        guard let type, let ending = byType[type] else { return name }
        let own = of(name)?.lowercased()
        if own == ending { return name }
        if let own, known.contains(own) {
            let fitting: Set<String>? = isPage ? telling[type] : nil
            if fitting?.contains(own) ?? true { return name }
        }
        let stem = name.utf8.count + ending.utf8.count < DocumentName.maximumLength ? name : shortened(name)
        return "\(stem).\(ending)"
    }

    /// Room for another ending.
    private static func shortened(_ name: String) -> String {
        var stem = name
        while stem.utf8.count > DocumentName.maximumLength - 10 { stem.unicodeScalars.removeLast() }
        return stem
    }

    /// Types that servers give to nothing else, and the endings that their files may have.
    private static let telling: [String: Set<String>] = [
        "text/html": ["html", "htm", "xhtml", "shtml", "mhtml"],
        "application/xhtml+xml": ["html", "htm", "xhtml"],
        "application/pdf": ["pdf"],
    ]

    /// Endings that say enough about what is inside.
    private static let known = Set(byType.values)
        .union([
            "htm", "xhtml", "shtml", "mht", "jpeg", "tif", "markdown", "log", "yaml", "yml", "jsonl", "ndjson", "tgz",
            "bz2",
            "xz", "zst", "docm", "xlsm", "pptm", "rst", "adoc", "tsv", "stix",
        ])

    private static let byType: [String: String] = [
        "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "application/x-pdf": "pdf",
        "text/plain": "txt", "text/markdown": "md", "text/csv": "csv", "text/rtf": "rtf", "application/rtf": "rtf",
        "application/json": "json", "application/stix+json": "json", "application/taxii+json": "json",
        "text/xml": "xml", "application/xml": "xml", "application/rss+xml": "xml", "application/atom+xml": "xml",
        "application/msword": "doc", "application/vnd.ms-excel": "xls", "application/vnd.ms-powerpoint": "ppt",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
        "application/vnd.oasis.opendocument.text": "odt",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
        "application/vnd.oasis.opendocument.presentation": "odp",
        "application/epub+zip": "epub", "message/rfc822": "eml", "application/vnd.ms-outlook": "msg",
        "multipart/related": "mhtml", "application/zip": "zip", "application/x-zip-compressed": "zip",
        "application/gzip": "gz", "application/x-gzip": "gz", "application/x-7z-compressed": "7z",
        "application/x-tar": "tar", "image/png": "png", "image/jpeg": "jpg", "image/tiff": "tiff", "image/gif": "gif",
        "image/webp": "webp", "image/bmp": "bmp",
    ]
}
