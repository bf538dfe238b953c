import DocumentText

/// One message in an Outlook file: the file's own, or one that is attached to it.
struct OutlookMessage {
    private let properties: OutlookProperties
    private let codePage: String?
    /// The largest property that is read.
    private let limit: Int

    private static let maximumRecipients = 5000

    /// The properties that are read here, by their numbers in MAPI.
    private enum Property {
        static let subject: UInt16 = 0x0037
        static let sent: UInt16 = 0x0039
        static let representedName: UInt16 = 0x0042
        static let replyTo: UInt16 = 0x0050
        static let representedAddress: UInt16 = 0x0065
        static let transportHeader: UInt16 = 0x007D
        static let senderName: UInt16 = 0x0C1A
        static let recipientKind: UInt16 = 0x0C15
        static let senderAddress: UInt16 = 0x0C1F
        static let copyNames: UInt16 = 0x0E03
        static let names: UInt16 = 0x0E04
        static let delivered: UInt16 = 0x0E06
        static let body: UInt16 = 0x1000
        static let richText: UInt16 = 0x1009
        static let html: UInt16 = 0x1013
        static let identifier: UInt16 = 0x1035
        static let displayName: UInt16 = 0x3001
        static let address: UInt16 = 0x3003
        static let smtpAddress: UInt16 = 0x39FE
        static let htmlCodePage: UInt16 = 0x3FDE
        static let codePage: UInt16 = 0x3FFD
        static let senderSMTPAddress: UInt16 = 0x5D01
        static let representedSMTPAddress: UInt16 = 0x5D02
    }

    /// Reads the table of a message.
    init(_ file: inout CompoundFile, storage: Int, limits: ExtractionLimits) {
        properties = OutlookProperties(&file, storage: storage, owner: storage == 0 ? .message : .embeddedMessage)
        codePage = properties.number(Property.codePage).flatMap { NumberedCodePage.name($0) }
        limit = limits.memberBytes
    }

    private func text(_ property: UInt16, _ file: inout CompoundFile) -> [UInt8]? {
        properties.text(property, of: &file, codePage: codePage, limit: limit)
    }

    /// The subject, for the name of a message within a message.
    func subject(_ file: inout CompoundFile) -> String {
        String(decoding: TextCleaning.line(text(Property.subject, &file) ?? []), as: UTF8.self)
    }

    /// Who wrote to whom, in the form of all messages.
    func heading(_ file: inout CompoundFile) -> MessageHeading {
        let header = MIMEHeader.parse((text(Property.transportHeader, &file) ?? [])[...]).header
        var heading = MessageHeading()
        heading.subject = text(Property.subject, &file) ?? header.text("subject") ?? []
        let sender = sender(&file) ?? header.text("from")
        let date = properties.time(Property.sent) ?? properties.time(Property.delivered)
        let recipients = recipients(&file)
        heading.lines = [
            ("From", sender ?? []),
            ("Reply-To", header.text("reply-to") ?? text(Property.replyTo, &file) ?? []),
            ("To", recipients[1] ?? text(Property.names, &file) ?? header.text("to") ?? []),
            ("Cc", recipients[2] ?? text(Property.copyNames, &file) ?? header.text("cc") ?? []),
            ("Bcc", recipients[3] ?? []),
            ("Date", header.text("date") ?? date.map { Array($0.utf8) } ?? []),
        ]
        .filter { !$0.1.isEmpty }
        heading.readTraces(of: header)
        if header.raw("message-id") == nil, let identifier = text(Property.identifier, &file) {
            heading.traces.append(Array("Message-ID: ".utf8) + identifier)
        }
        heading.metadata["author"] = sender
        heading.metadata["created"] = (date ?? header.raw("date").flatMap { MailDate.normalised($0) })
            .map { Array($0.utf8) }
        heading.metadata["creator"] = header.text("x-mailer")
        return heading
    }

    private func sender(_ file: inout CompoundFile) -> [UInt8]? {
        let name = text(Property.senderName, &file) ?? text(Property.representedName, &file)
        let candidates = [
            Property.senderSMTPAddress, Property.senderAddress, Property.representedSMTPAddress,
            Property.representedAddress,
        ]
        return Self.person(name, firstAddress(candidates, properties, &file))
    }

    /// The recipients by their kind: 1 for `To`, 2 for `Cc`, 3 for `Bcc`.
    private func recipients(_ file: inout CompoundFile) -> [Int: [UInt8]] {
        var lists: [Int: [UInt8]] = [:]
        for storage in file.storages("__recip_version1.0_", in: properties.storage).prefix(Self.maximumRecipients) {
            let recipient = OutlookProperties(&file, storage: storage, owner: .part)
            let name = recipient.text(Property.displayName, of: &file, codePage: codePage)
            let address = firstAddress([Property.smtpAddress, Property.address], recipient, &file)
            guard let person = Self.person(name, address) else { continue }
            let kind = (recipient.number(Property.recipientKind) ?? 1) & 0x0F
            lists[kind] = lists[kind].map { $0 + Array("; ".utf8) + person } ?? person
        }
        return lists
    }

    /// The first property that is an address of the Internet: within a company there are others.
    private func firstAddress(
        _ candidates: [UInt16],
        _ properties: OutlookProperties,
        _ file: inout CompoundFile
    ) -> [UInt8]? {
        for candidate in candidates {
            if let address = properties.text(candidate, of: &file, codePage: codePage), address.contains(0x40) {
                return address
            }
        }
        return nil
    }

    private static func person(_ name: [UInt8]?, _ address: [UInt8]?) -> [UInt8]? {
        guard let name, name != address else { return address ?? name }
        guard let address else { return name }
        return name + Array(" <".utf8) + address + [0x3E]
    }

    /// Appends the message's text: its page, or what the page is hidden in, and what only the plain text has.
    func appendBody(
        _ file: inout CompoundFile,
        to draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let start = draft.text.utf8.count
        let plain = text(Property.body, &file)
        if let html = html(&file) {
            HTMLReader.read(html, into: &draft)
        } else if let packed = properties.binary(Property.richText, of: &file, limit: limit),
            let richText = CompressedRichText.decompress(packed)
        {
            if let html = EncapsulatedHTML.html(in: richText, codePage: codePage) {
                HTMLReader.read(html, into: &draft)
            } else if plain == nil, !richText.isEmpty {
                let source = try DocumentSource(bytes: richText, name: "")
                try DocumentReader.read(source, .rtf, into: &draft, context)
            }
        }
        guard let plain else { return }
        if draft.text.utf8.count == start {
            MailPlainText.append(plain, to: &draft, context)
        } else {
            BodyComparison.appendMissing(plain, after: start, to: &draft)
        }
    }

    private func html(_ file: inout CompoundFile) -> [UInt8]? {
        guard let bytes = properties.binary(Property.html, of: &file, limit: limit) else {
            return text(Property.html, &file)
        }
        let number = properties.number(Property.htmlCodePage) ?? properties.number(Property.codePage)
        let declared = HTMLCharset.declared(in: bytes) ?? number.flatMap { NumberedCodePage.name($0) }
        return bytes.isEmpty ? nil : MailCharset.decode(bytes, declared: declared)
    }
}
