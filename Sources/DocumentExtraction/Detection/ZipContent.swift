import DocumentText

/// Tells the formats that are zip archives apart by what is inside.
enum ZipContent {
    static let contentTypes = "[Content_Types].xml"

    static func detect(_ source: DocumentSource) throws(ReadingFailure) -> DetectedFormat {
        let contents = try ZipArchive(source: source)
            .read(
                wanted: { $0 == contentTypes || $0 == "mimetype" },
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
        // The list at the archive's end is gone, and what it would have said with it.
        if contents.isDamaged { throw ReadingFailure(.damaged, "the zip archive is cut off or broken") }
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
