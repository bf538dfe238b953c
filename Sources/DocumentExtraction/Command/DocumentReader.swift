package import DocumentText

/// Reads a document with the reader of its format.
package enum DocumentReader {
    /// The document, its text apart as UTF-8.
    ///
    /// - Returns: A description whose `text` is empty, and the text.
    package static func read(
        _ source: DocumentSource,
        limits: ExtractionLimits
    ) throws(ReadingFailure) -> (description: ExtractedDocument, text: [UInt8]) {
        let format = try FormatDetector.detect(source)
        var draft = DocumentDraft(limits: limits)
        switch format {
        case .pdf: try PDFReader.read(source, into: &draft, limits: limits)
        case .docx: try DOCXReader.read(source, into: &draft, limits: limits)
        case .html: try HTMLReader.read(source, into: &draft)
        case .markdown: try MarkdownReader.read(source, into: &draft)
        case .text(_, let layout): try PlainTextReader.read(source, layout: layout, into: &draft)
        case .encrypted: throw ReadingFailure(.encrypted)
        case .unsupported(let mediaType):
            throw ReadingFailure(.unsupportedFormat, "documents of type \(mediaType) are not supported")
        }
        guard draft.text.hasWords else { throw ReadingFailure(.noText, "the document has no words") }
        if draft.text.isFull {
            draft.warn("The text was cut off at \(limits.textBytes) bytes or \(limits.segments) blocks.")
        }
        let description = ExtractedDocument(
            text: "",
            segments: draft.text.segments,
            mediaType: format.mediaType,
            metadata: draft.metadata,
            pageCount: draft.pageCount,
            warnings: draft.warnings
        )
        return (description, draft.text.utf8)
    }
}
