import DocumentText

/// Reads messages of Outlook (MSG).
enum OutlookMessageReader {
    private static let maximumAttachments = 5000

    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        guard var file = CompoundFile(try source.bytes()), !file.entries[0].children.isEmpty else {
            throw ReadingFailure(.damaged, "the directory of the file cannot be read")
        }
        try read(&file, storage: 0, into: &draft, context)
    }

    /// Reads the message in a folder of the file; those within it are read in turn, as deep as the limits allow.
    private static func read(
        _ file: inout CompoundFile,
        storage: Int,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let message = OutlookMessage(&file, storage: storage, limits: context.limits)
        let heading = message.heading(&file)
        heading.append(to: &draft)
        var failure: ReadingFailure?
        do throws(ReadingFailure) {
            try message.appendBody(&file, to: &draft, context)
        } catch {
            failure = error
        }
        heading.appendTraces(to: &draft)
        for storage in file.storages("__attach_version1.0_", in: storage).prefix(maximumAttachments) {
            if draft.text.isFull { return }
            let attachment = OutlookAttachment(&file, storage: storage)
            if let folder = attachment.message(in: file) {
                readMessage(attachment, folder, &file, into: &draft, context)
            } else {
                attachment.read(&file, into: &draft, context)
            }
        }
        if let failure { throw failure }
    }

    private static func readMessage(
        _ attachment: OutlookAttachment,
        _ folder: Int,
        _ file: inout CompoundFile,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) {
        let subject = OutlookMessage(&file, storage: folder, limits: context.limits).subject(&file)
        let name = subject.isEmpty ? attachment.name(&file) : subject
        guard draft.depth < context.limits.depth else {
            return draft.warnPartial("A message lies too deep in others and was not read.")
        }
        guard draft.beginPart(name, .message, mediaType: DetectedFormat.outlookMessage.mediaType) else { return }
        defer { draft.endPart() }
        do throws(ReadingFailure) {
            try read(&file, storage: folder, into: &draft, context)
        } catch {
            draft.warnPartial("A message within the document could not be read (\(error.code)).")
        }
    }
}
