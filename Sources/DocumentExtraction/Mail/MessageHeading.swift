import DocumentText

/// What a message says of itself, in the form that all kinds of messages have in a document's text.
///
/// Senders and addresses are what a report on a campaign is about: they are a part of the text, not only metadata.
struct MessageHeading {
    /// The subject as UTF-8.
    var subject: [UInt8] = []

    /// Who sent it, to whom, and when: lines of a label and UTF-8.
    var lines: [(label: String, value: [UInt8])] = []

    /// The fields that tell which way it came, one on a line.
    var traces: [[UInt8]] = []

    /// The sender, the time it was sent, the program it was written with, its keywords.
    var metadata: [String: [UInt8]] = [:]

    private static let longestTraces = 1 << 17

    /// What the fields of a mail's header say.
    init(_ header: MIMEHeader) {
        subject = header.text("subject") ?? []
        for (name, label) in Self.shown {
            for field in header.fields where field.name == name {
                lines.append((label, EncodedWords.decode(field.value)))
            }
        }
        readTraces(of: header)
        metadata["author"] = header.text("from")
        metadata["created"] = header.raw("date").flatMap { MailDate.normalised($0) }.map { Array($0.utf8) }
        metadata["creator"] = header.text("x-mailer") ?? header.text("user-agent")
        metadata["keywords"] = header.text("keywords")
        metadata["language"] = header.text("content-language")
    }

    /// A heading to fill in.
    init() {}

    /// Takes the fields that tell which way the message came.
    mutating func readTraces(of header: MIMEHeader) {
        var size = 0
        for field in header.fields {
            guard let label = Self.traceLabels[field.name], size < Self.longestTraces else { continue }
            let value = EncodedWords.decode(field.value)
            size += value.count
            traces.append(Array("\(label): ".utf8) + value)
        }
    }

    /// Begins the text of a message.
    func append(to draft: inout DocumentDraft) {
        draft.setMetadata("title", subject)
        for (key, value) in metadata {
            draft.setMetadata(key, value)
        }
        draft.text.append(TextCleaning.line(subject), as: .heading)
        let rows = lines.map { Array("\($0.label): ".utf8) + TextCleaning.line($0.value) }
        draft.text.append(Self.joined(rows.filter { $0.last != 0x20 }), as: .paragraph)
    }

    /// Ends the text of a message, before the files attached to it.
    func appendTraces(to draft: inout DocumentDraft) {
        draft.text.append(Self.joined(traces.map { TextCleaning.line($0) }), as: .pageHeader)
    }

    private static func joined(_ rows: [[UInt8]]) -> [UInt8] { Array(rows.joined(separator: [0x0A])) }

    private static let shown: [(name: String, label: String)] = [
        ("from", "From"), ("sender", "Sender"), ("reply-to", "Reply-To"), ("to", "To"), ("cc", "Cc"), ("bcc", "Bcc"),
        ("newsgroups", "Newsgroups"), ("date", "Date"),
    ]

    private static let traceLabels: [String: String] = {
        let names = [
            "Return-Path", "Received", "X-Received", "Received-SPF", "Authentication-Results",
            "ARC-Authentication-Results", "X-Originating-IP", "X-Sender-IP", "X-Source-IP", "X-Remote-IP",
            "X-Forwarded-For",
            "X-Forwarded-To", "X-Originating-Email", "X-Sender", "X-Authenticated-Sender", "Errors-To", "Message-ID",
            "X-Mailer", "User-Agent", "X-PHP-Originating-Script", "X-PHP-Script", "List-Unsubscribe",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { (String($0.lowercased()), $0) })
    }()
}
