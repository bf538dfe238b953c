import DocumentText

/// Reads PowerPoint presentations in the Office Open XML format, transitional and strict.
enum PPTXReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        throw ReadingFailure(.unsupportedFormat)
    }
}
