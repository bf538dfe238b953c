import DocumentText

/// Reads Excel workbooks in the Office Open XML format, transitional and strict.
enum XLSXReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        throw ReadingFailure(.unsupportedFormat)
    }
}
