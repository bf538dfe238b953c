package import DocumentText

/// Reads a document with the reader of its format.
package enum DocumentReader {
    /// What became of a file.
    package enum Result {
        /// It is a document: a description whose `text` is empty, and the text as UTF-8.
        case document(ExtractedDocument, text: [UInt8])
        /// It holds documents, which went to the output.
        case members(MemberListing)
    }

    /// Reads a file: a document into its text, a container into members.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - known: What the file is; it is found out where this is `nil`.
    ///   - context: What reading it may cost.
    ///   - members: Takes the files of a container.
    /// - Returns: The document, or what the container held.
    /// - Throws: Why there is neither.
    package static func read(
        _ source: DocumentSource,
        as known: DetectedFormat? = nil,
        _ context: ReadingContext,
        members: some MemberOutput
    ) throws(ReadingFailure) -> Result {
        let format = if let known { known } else { try FormatDetector.detect(source) }
        if format.isContainer {
            return .members(try ContainerReader.read(source, format, context, to: members))
        }
        var draft = DocumentDraft(limits: context.limits)
        do throws(ReadingFailure) {
            try read(source, format, into: &draft, context)
        } catch {
            // What was read before is kept.
            guard draft.text.hasWords else { throw error }
            draft.warnPartial("Reading stopped (\(error.code)); the text is not complete.")
        }
        guard draft.text.hasWords else { throw ReadingFailure(.noText, "the document has no words") }
        if draft.text.isFull {
            let limits = context.limits
            draft.warnPartial("The text was cut off at \(limits.textBytes) bytes or \(limits.segments) blocks.")
        }
        let description = ExtractedDocument(
            text: "",
            segments: draft.text.segments,
            mediaType: format.mediaType,
            metadata: draft.metadata,
            pageCount: draft.pageCount,
            parts: draft.parts,
            isPartial: draft.isPartial,
            warnings: draft.warnings
        )
        return .document(description, text: draft.text.utf8)
    }

    /// Reads a document, or a part of one, into a draft.
    ///
    /// The files of a container become parts.
    static func read(
        _ source: DocumentSource,
        _ format: DetectedFormat,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        switch format {
        case .pdf: try PDFReader.read(source, into: &draft, context)
        case .docx: try DOCXReader.read(source, into: &draft, context)
        case .pptx: try PPTXReader.read(source, into: &draft, context)
        case .xlsx: try XLSXReader.read(source, into: &draft, context)
        case .openDocument: try OpenDocumentReader.read(source, into: &draft, context)
        case .epub: try EPUBReader.read(source, into: &draft, context)
        case .html: try HTMLReader.read(source, into: &draft)
        case .markdown: try MarkdownReader.read(source, into: &draft)
        case .rtf: try RTFReader.read(source, into: &draft, context)
        case .mail: try MailReader.read(source, into: &draft, context)
        case .webArchive: try WebArchiveReader.read(source, into: &draft, context)
        case .outlookMessage: try OutlookMessageReader.read(source, into: &draft, context)
        case .legacyWord, .legacyExcel, .legacyPowerPoint:
            try LegacyOfficeReader.read(source, format, into: &draft, context)
        case .json(let isLines): try JSONTextReader.read(source, isLines: isLines, into: &draft)
        case .image(let mediaType): try ImageReader.read(source, mediaType: mediaType, into: &draft, context)
        case .text(_, let layout): try PlainTextReader.read(source, layout: layout, into: &draft)
        case .archive, .mailbox, .links: try ContainerReader.readParts(source, format, into: &draft, context)
        case .encrypted: throw ReadingFailure(.encrypted)
        case .unsupported(let mediaType):
            throw ReadingFailure(.unsupportedFormat, "documents of type \(mediaType) are not supported")
        }
    }
}
