import DocumentText

/// Reads the Rich Text Format.
enum RTFReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        throw ReadingFailure(.unsupportedFormat)
    }
}
