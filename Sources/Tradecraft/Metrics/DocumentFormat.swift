/// What a document is, in few words: the closed set of a metric's label.
enum DocumentFormat: String, CaseIterable, Sendable {
    case archive, csv, email, epub, excel, html, image, json, links, markdown, opendocument, other, pdf, powerpoint, rtf
    case text, unread, webarchive, word, xml, yaml

    /// The format that a media type belongs to; `unread` where nobody has looked.
    init(mediaType: String?) {
        guard let type = mediaType else {
            self = .unread
            return
        }
        self = Self.exact[type] ?? Self.prefixes.first { type.hasPrefix($0.key) }?.value ?? .other
    }

    private static let exact: [String: DocumentFormat] = [
        "application/pdf": .pdf, "application/epub+zip": .epub, "text/html": .html, "text/markdown": .markdown,
        "text/rtf": .rtf, "message/rfc822": .email, "application/vnd.ms-outlook": .email, "application/mbox": .email,
        "multipart/related": .webarchive, "application/msword": .word, "application/vnd.ms-excel": .excel,
        "application/vnd.ms-powerpoint": .powerpoint, "application/json": .json, "application/x-ndjson": .json,
        "application/x-mswinurl": .links, "application/x-webloc": .links, "text/uri-list": .links, "text/csv": .csv,
        "text/tab-separated-values": .csv, "application/xml": .xml, "application/yaml": .yaml, "text/plain": .text,
        "application/zip": .archive, "application/gzip": .archive, "application/x-tar": .archive,
        "application/x-7z-compressed": .archive, "application/x-bzip2": .archive, "application/x-xz": .archive,
        "application/zstd": .archive, "application/vnd.rar": .archive, "application/x-rar": .archive,
    ]

    private static let prefixes: KeyValuePairs<String, DocumentFormat> = [
        "application/vnd.openxmlformats-officedocument.wordprocessingml": .word,
        "application/vnd.openxmlformats-officedocument.spreadsheetml": .excel,
        "application/vnd.openxmlformats-officedocument.presentationml": .powerpoint,
        "application/vnd.oasis.opendocument": .opendocument, "image/": .image, "text/": .text,
    ]
}
