/// Recognises messages, mailboxes and saved pages by the header they begin with.
enum MailHeader {
    private static let names: Set<String> = [
        "received", "return-path", "message-id", "mime-version", "from", "to", "subject", "date", "delivered-to",
        "content-type", "content-transfer-encoding", "reply-to", "dkim-signature", "x-mailer", "cc", "sender",
        "authentication-results", "x-originating-ip", "x-received", "arc-seal", "user-agent", "content-location",
        "snapshot-content-location", "in-reply-to", "references", "return-receipt-to", "x-apparently-to",
    ]

    /// The names that are written by programs alone; a note that somebody typed has none of them.
    private static let technical: Set<String> = [
        "received", "return-path", "message-id", "mime-version", "delivered-to", "content-type",
        "content-transfer-encoding", "dkim-signature", "x-mailer", "authentication-results", "x-originating-ip",
        "x-received", "arc-seal", "snapshot-content-location",
    ]

    private static let searched = 1 << 14

    /// The format of a text that begins with a header, or is named like a message; `nil` for any other text.
    static func format(of text: ArraySlice<UInt8>, nameExtension: String) -> DetectedFormat? {
        switch nameExtension {
        // Text with this name is shown as it is, whatever it quotes.
        case "txt", "text", "md", "markdown", "log", "csv", "tsv", "htm", "html", "xhtml", "json", "xml", "yaml", "yml":
            return nil
        case "mbox", "mbx": return beginsMailbox(text) || isAtStart(of: text) ? .mailbox : nil
        case "mht", "mhtml": return .webArchive
        case "eml", "emlx": return holdsMessages(text) ? .mailbox : isWebArchive(text) ? .webArchive : .mail
        default: break
        }
        if beginsMailbox(text) { return .mailbox }
        guard isAtStart(of: text) else { return nil }
        return isWebArchive(text) ? .webArchive : .mail
    }

    /// Whether the text begins with a header of which at least three fields are those of a mail; two are enough when
    /// both are of the kind that nobody types.
    static func isAtStart(of text: ArraySlice<UInt8>) -> Bool {
        let known = Set(header(of: text).fields.map(\.name)).intersection(names)
        return known.count >= 3 || known.intersection(technical).count >= 2
    }

    /// Whether the text begins with the line that a mailbox has before each message.
    private static func beginsMailbox(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.starts(with: "From ".utf8) else { return false }
        let line = MailLines.line(at: text.startIndex, of: text)
        return MailboxSplitter.hasDate(text[line.content]) && !header(of: text[line.next...]).fields.isEmpty
    }

    /// Whether there is more than one message.
    private static func holdsMessages(_ text: ArraySlice<UInt8>) -> Bool {
        guard beginsMailbox(text) else { return false }
        var count = 0
        MailboxSplitter.forEach(Array(text)) { _ in
            count += 1
            return count < 2
        }
        return count > 1
    }

    /// Whether a browser wrote the header, for a page that it saved.
    private static func isWebArchive(_ text: ArraySlice<UInt8>) -> Bool {
        let header = header(of: text)
        if header.raw("snapshot-content-location") != nil || header.raw("x-maf") != nil { return true }
        let sender = (header.raw("from") ?? []).map(\.lowercasedASCII)
        if sender.starts(with: "<saved by ".utf8) || sender.starts(with: "\"saved by ".utf8) { return true }
        let isRelated = header.value("content-type")?.value == "multipart/related"
        return isRelated && header.raw("content-location") != nil && header.raw("to") == nil
    }

    private static func header(of text: ArraySlice<UInt8>) -> MIMEHeader {
        MIMEHeader.parse(content(of: text.prefix(searched))).header
    }

    /// A message without what stands before its header: blank lines, and a mailbox's line.
    static func content(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes.drop { $0.isASCIIWhitespace || $0 == 0 }
        if rest.starts(with: "From ".utf8) || rest.starts(with: ">From ".utf8) {
            rest = rest[MailLines.line(at: rest.startIndex, of: rest).next...]
        }
        return rest
    }

    /// The subject of a message on one line, as much of it as a file's name can hold; empty when there is none.
    static func subject(of message: ArraySlice<UInt8>) -> String {
        let header = MIMEHeader.parse(content(of: message)).header
        let line = TextCleaning.line(header.text("subject") ?? [])
        let scalars = String(decoding: line, as: UTF8.self).unicodeScalars
            .map { scalar in
                scalar == "/" || scalar == "\\" ? "_" : scalar
            }
        return String(String.UnicodeScalarView(scalars.prefix(80)))
    }
}
