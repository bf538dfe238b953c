import DocumentText

/// Reads texts, spreadsheets and presentations in the OpenDocument format.
enum OpenDocumentReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        throw ReadingFailure(.unsupportedFormat)
    }
}
