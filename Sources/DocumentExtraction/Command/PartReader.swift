import DocumentText

/// Reads files that lie within a document into the document's own text.
enum PartReader {
    /// Reads a file that was attached to, or put into, the document that `draft` is of.
    ///
    /// What cannot be read costs only itself: a warning names it and says why. Pictures, sounds and the like are left out
    /// without a word.
    ///
    /// - Parameters:
    ///   - bytes: The file, unpacked and decoded; its size is taken off the draft's budget.
    ///   - name: Its name in the document.
    ///   - kind: How it lies there.
    ///   - assumed: Its format, where the document says more about it than its content can.
    ///   - isShown: Whether its name is a heading in the text.
    ///   - draft: The document.
    ///   - context: What reading may cost.
    static func read(
        _ bytes: [UInt8],
        name: String,
        as kind: DocumentPart.Kind,
        assuming assumed: DetectedFormat? = nil,
        isShown: Bool = true,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) {
        let shown = name.isEmpty ? "without a name" : "\"\(name.prefix(100))\""
        guard !bytes.isEmpty, !draft.text.isFull else { return }
        guard draft.depth < context.limits.depth else {
            draft.warnPartial("A file \(shown) lies too deep in others and was not read.")
            return
        }
        guard bytes.count <= draft.partBytes else {
            draft.warnPartial("A file \(shown) was not read: all files within the document are too large together.")
            return
        }
        draft.partBytes -= bytes.count
        do throws(ReadingFailure) {
            let source = try DocumentSource(bytes: bytes, name: name)
            let format = if let assumed { assumed } else { try FormatDetector.detect(source) }
            guard draft.beginPart(name, kind, mediaType: format.mediaType, isShown: isShown) else { return }
            defer { draft.endPart() }
            try DocumentReader.read(source, format, into: &draft, context)
        } catch {
            if case .unsupportedFormat = error.code { return }
            draft.warnPartial("A file \(shown) within the document could not be read (\(error.code)).")
        }
    }
}
