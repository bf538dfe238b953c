import CArchive

/// Tells the formats that are zip archives apart by what is inside.
enum ZipContent {
    static func detect(_ source: DocumentSource) throws(ReadingFailure) -> DetectedFormat {
        .unsupported("application/zip")
    }
}
