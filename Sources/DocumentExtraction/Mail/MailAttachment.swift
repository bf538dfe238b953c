import DocumentText

/// Reads the files attached to a message.
enum MailAttachment {
    /// Reads one of them into the message's text.
    static func read(
        _ entity: MIMEEntity,
        of message: ArraySlice<UInt8>,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) {
        let type = entity.type.value
        if type == "message/rfc822" || type == "message/global" {
            return readMessage(entity, of: message, into: &draft, context)
        }
        // The character set is known here and nowhere else.
        let isText = type.hasPrefix("text/") && type != "text/rtf" && entity.type.parameters["charset"] != nil
        let bytes = isText ? entity.text(of: message).utf8 : entity.content(of: message)
        PartReader.read(bytes, name: name(of: entity), as: .attachment, into: &draft, context)
    }

    private static func readMessage(
        _ entity: MIMEEntity,
        of message: ArraySlice<UInt8>,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) {
        let bytes = entity.content(of: message)
        let name = entity.name ?? MailHeader.subject(of: bytes[...])
        PartReader.read(bytes, name: name, as: .message, assuming: .mail, into: &draft, context)
    }

    private static func name(of entity: MIMEEntity) -> String {
        if let name = entity.name { return name }
        guard let location = entity.header.text("content-location") else { return "" }
        let last = location.split(separator: 0x2F).last ?? []
        return String(decoding: TextCleaning.line(last.prefix { $0 != 0x3F && $0 != 0x23 }), as: UTF8.self)
    }
}
