import DocumentText

/// Reads Word, Excel and PowerPoint files of the years before 2007, through separate programs.
enum LegacyOfficeReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        _ format: DetectedFormat,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        throw ReadingFailure(.unsupportedFormat)
    }
}
