import DocumentText

/// Reads the Rich Text Format.
enum RTFReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        read(try source.bytes(), into: &draft)
    }

    /// Reads a document that is in memory: the body of a message.
    static func read(_ bytes: [UInt8], into draft: inout DocumentDraft) {}
}
