import DocumentText

/// Tells the formats that are zip archives apart by what is inside.
enum ZipContent {
    private static let longestList = 4 << 20

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
        // Telling what it is takes a few small entries; the reader has its own limits.
        let archive = try ZipArchive(source, limits: ExtractionLimits())
        if let format = office(archive) ?? book(archive) ?? openDocument(archive) ?? declared(archive) { return format }
        // The list at the archive's end is gone, and with it what would have said what this is.
        if archive.isDamaged, archive.entry("_rels/.rels") != nil || archive.entries.isEmpty {
            throw ReadingFailure(.damaged, "the zip archive is cut off or broken")
        }
        return .archive("application/zip")
    }

    // MARK: Office Open XML

    private static func office(_ archive: ZipArchive) -> DetectedFormat? {
        let list = archive.entry(OfficeContentTypes.name)
        if let list, list.isEncrypted { return .encrypted("application/zip") }
        let type = list.flatMap { OfficeContentTypes(archive.bytes($0.name, atMost: longestList)).mainType }
        if let type, let format = office(type) { return format }
        for (part, format) in usualParts where archive.entry(part) != nil { return format }
        return list.map { _ in
            let known = type.map { mediaType($0.utf8) } ?? ""
            return .unsupported(known.isEmpty ? "application/vnd.openxmlformats-officedocument" : known)
        }
    }

    private static func office(_ mainType: String) -> DetectedFormat? {
        let type = mainType.lowercased()
        if type.hasSuffix("sheet.binary.macroenabled.main") { return binaryWorkbook }
        let families: [([String], DetectedFormat)] = [
            (["wordprocessingml.", "ms-word."], .docx), (["presentationml.", "ms-powerpoint."], .pptx),
            (["spreadsheetml.", "ms-excel."], .xlsx),
        ]
        for (names, format) in families
        where names.contains(where: { type.hasPrefix("application/vnd.\($0)") || type.contains("officedocument.\($0)") }
        ) {
            return format
        }
        return nil
    }

    private static let binaryWorkbook = DetectedFormat.unsupported(
        "application/vnd.ms-excel.sheet.binary.macroenabled.12"
    )

    private static let usualParts: [(String, DetectedFormat)] = [
        ("word/document.xml", .docx), ("ppt/presentation.xml", .pptx), ("xl/workbook.xml", .xlsx),
        ("xl/workbook.bin", binaryWorkbook),
    ]

    // MARK: Books and OpenDocument

    private static func book(_ archive: ZipArchive) -> DetectedFormat? {
        guard archive.entry(EPUBContainer.name) != nil || mediaType(archive) == "application/epub+zip" else {
            return nil
        }
        return .epub
    }

    private static func openDocument(_ archive: ZipArchive) -> DetectedFormat? {
        let own = mediaType(archive)
        if isOpenDocument(own) { return .openDocument(own) }
        guard archive.entry("content.xml") != nil,
            let bytes = archive.bytes(OpenDocumentManifest.name, atMost: longestList)
        else { return nil }
        let listed = mediaType(OpenDocumentManifest(bytes).mediaType.utf8)
        return isOpenDocument(listed) ? .openDocument(listed) : nil
    }

    private static func isOpenDocument(_ mediaType: String) -> Bool {
        let isText = ["application/vnd.oasis.opendocument.", "application/vnd.sun.xml."]
            .contains { mediaType.hasPrefix($0) }
        return isText && !mediaType.hasSuffix(".image") && !mediaType.hasSuffix(".base")
    }

    /// Another format that says what it is in the same way.
    private static func declared(_ archive: ZipArchive) -> DetectedFormat? {
        let mediaType = mediaType(archive)
        return mediaType.isEmpty ? nil : .unsupported(mediaType)
    }

    private static func mediaType(_ archive: ZipArchive) -> String {
        archive.bytes("mimetype", atMost: 256).map { mediaType($0) } ?? ""
    }

    /// It will stand in a log: nothing but a media type's characters comes through.
    private static func mediaType(_ bytes: some Collection<UInt8>) -> String {
        let marks: [UInt8] = [0x2B, 0x2D, 0x2E, 0x2F]
        let start = bytes.drop { $0.isASCIIWhitespace || $0 >= 0x80 }
        let name = start.prefix(100).map(\.lowercasedASCII)
            .prefix { $0.isASCIILowercase || $0.isASCIIDigit || marks.contains($0) }
        return name.contains(0x2F) ? String(decoding: name, as: UTF8.self) : ""
    }
}
