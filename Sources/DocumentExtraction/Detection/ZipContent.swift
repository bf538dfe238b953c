import DocumentText

/// Tells the formats that are zip archives apart by what is inside.
enum ZipContent {
    static let contentTypes = "[Content_Types].xml"

    /// Where documents have their parts.
    private static let folders = ["_rels/", "word/", "xl/", "ppt/", "docProps/", "META-INF/", "OEBPS/"]

    /// How archives begin: with an entry, with the end of an empty one, or with the mark of one that is in several files.
    static let marks = ["PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{7}\u{8}PK", "PK00PK"].map { Array($0.utf8) }

    /// Whether there is a directory of an archive at the end of the file, whatever stands before the archive.
    ///
    /// Programs that unpack themselves are programs.
    static func isAtEnd(of source: DocumentSource) throws(ReadingFailure) -> Bool {
        let head = try source.head(4)
        guard !head.starts(with: "MZ".utf8), !head.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { return false }
        // The end has a comment of at most 65535 bytes.
        let tail = try source.tail(endSize + 65_535)
        var index = tail.count - endSize
        while index >= 0 {
            if tail[index...].starts(with: [0x50, 0x4B, 0x05, 0x06]) {
                let comment = Int(tail[index + 20]) | Int(tail[index + 21]) << 8
                let entries = Int(tail[index + 10]) | Int(tail[index + 11]) << 8
                if index + endSize + comment == tail.count, entries > 0 { return true }
            }
            index -= 1
        }
        return false
    }

    private static let endSize = 22

    static func detect(_ source: DocumentSource) throws(ReadingFailure) -> DetectedFormat {
        var looksLikeDocument = false
        let contents = try ZipArchive(source: source)
            .read(
                wanted: { name in
                    looksLikeDocument = looksLikeDocument || folders.contains { name.hasPrefix($0) }
                    return name == contentTypes || name == "mimetype"
                },
                isEnough: { !$0.entries.isEmpty || $0.isEncrypted }
            )
        if let types = contents.entries[contentTypes] { return officeFormat(types) }
        if let type = contents.entries["mimetype"] {
            // It will stand in a log: nothing but a media type's characters comes through.
            let name = type.prefix(100)
                .prefix { $0.isASCIILowercase || $0.isASCIIDigit || [0x2B, 0x2D, 0x2E, 0x2F].contains($0) }
            let mediaType = String(decoding: name, as: UTF8.self)
            if mediaType == "application/epub+zip" { return .epub }
            if mediaType.hasPrefix("application/vnd.oasis.opendocument.") { return .openDocument(mediaType) }
            return mediaType.isEmpty ? .archive("application/zip") : .unsupported(mediaType)
        }
        if contents.isEncrypted { return .encrypted("application/zip") }
        // The list at the archive's end is gone, and what it would have said with it. An archive of files gives those
        // that are there; of a document too little would be left.
        if contents.isDamaged, looksLikeDocument {
            throw ReadingFailure(.damaged, "the zip archive is cut off or broken")
        }
        return .archive("application/zip")
    }

    private static func officeFormat(_ types: [UInt8]) -> DetectedFormat {
        let word: [StaticString] = [
            "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml",
            "ms-word.document.macroEnabled.main+xml", "ms-word.template.macroEnabledTemplate.main+xml",
        ]
        if word.contains(where: { types.contains($0) }) { return .docx }
        let office = "application/vnd.openxmlformats-officedocument"
        if types.contains("presentationml.") { return .pptx }
        if types.contains("spreadsheetml.") { return .xlsx }
        return .unsupported(office)
    }
}
