import DocumentText

/// Reads mail messages.
///
/// The subject, the people and the date come first, then the text, the way the message took, and what is attached.
enum MailReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let bytes = prepared(try source.bytes())
        let message = MailMessage(MailHeader.content(of: bytes[...]), warningIn: &draft)
        let heading = MessageHeading(message.header)
        heading.append(to: &draft)
        var failure: ReadingFailure?
        do throws(ReadingFailure) {
            try message.appendBodies(to: &draft, context)
        } catch {
            failure = error
        }
        heading.appendTraces(to: &draft)
        message.readAttachments(into: &draft, context)
        if let failure { throw failure }
    }

    /// The bytes of a message as mail has them: without a mark, in a set that holds ASCII, with line feeds.
    static func prepared(_ bytes: [UInt8]) -> [UInt8] {
        let isMarked = ByteOrderMark.all.contains { bytes.starts(with: $0.bytes) }
        let isWide = WideText.form(of: bytes) != nil
        var result = isMarked || isWide ? TextDecoding.decode(bytes).utf8 : bytes
        if !result.contains(0x0A), result.contains(0x0D) {
            for index in result.indices where result[index] == 0x0D {
                result[index] = 0x0A
            }
        }
        return result
    }
}
