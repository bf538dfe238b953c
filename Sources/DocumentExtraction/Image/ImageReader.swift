import DocumentText

/// Reads the words in pictures, where that is switched on.
enum ImageReader {
    /// Reads the document into `draft`.
    ///
    /// A picture within another document is left out without a word where recognition is off: most are decoration.
    static func read(
        _ source: DocumentSource,
        mediaType: String,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        guard context.options.recognition != nil else {
            guard draft.depth == 0 else { throw ReadingFailure(.unsupportedFormat) }
            throw ReadingFailure(.noText, "a picture is only read with text recognition, extraction.ocr")
        }
        guard TextRecognition.mayBegin(draft, context) else {
            guard draft.depth > 0 else {
                throw ReadingFailure(.timedOut, "no time was left for text recognition")
            }
            draft.warnPartial("Pictures were left out: enough pages had been read by text recognition.")
            return
        }
        let words = try TextRecognition.read(source, &draft, context)
        let before = draft.text.segments.count
        PDFReader.append(words[...], page: nil, hyphens: nil, to: &draft.text)
        if draft.text.segments.count > before {
            draft.warn("Pictures were read by text recognition (OCR); expect mistakes.")
        } else if draft.depth == 0 {
            throw ReadingFailure(.noText, "text recognition found no words in the picture")
        }
    }
}
