import DocumentText

/// Reads the words in pictures, where that is switched on.
enum ImageReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        mediaType: String,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        throw ReadingFailure(.unsupportedFormat)
    }
}
