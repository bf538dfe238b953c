import DocumentText

/// Reads JSON: the text as it stands, in blocks.
enum JSONTextReader {
    /// Reads the document into `draft`.
    static func read(_ source: DocumentSource, isLines: Bool, into draft: inout DocumentDraft) throws(ReadingFailure) {
        try PlainTextReader.read(source, layout: .code, into: &draft)
    }
}
