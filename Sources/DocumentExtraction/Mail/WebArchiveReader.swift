import DocumentText

/// Reads pages saved with what they show (MHTML).
enum WebArchiveReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let bytes = MailReader.prepared(try source.bytes())
        let message = MailMessage(MailHeader.content(of: bytes[...]), warningIn: &draft)
        let header = message.header
        // The subject is the page's title, which is not a part of a page's text.
        let title = header.text("subject") ?? []
        draft.setMetadata("title", title)
        draft.text.append(TextCleaning.line(title), as: .heading)
        if let date = header.raw("date").flatMap({ MailDate.normalised($0) }) {
            draft.setMetadata("created", date.utf8)
        }
        let pages = ordered(message)
        guard !pages.isEmpty else { return try message.appendBodies(to: &draft, context) }
        for index in pages {
            message.appendText(index, to: &draft, context)
        }
        let address = header.raw("snapshot-content-location") ?? message.entity(pages[0]).header.raw("content-location")
        if let address, address.starts(with: "http".utf8) {
            draft.text.append(address.filter { $0 > 0x20 }, as: .link)
        }
    }

    /// The page that was saved, and then those in its frames.
    private static func ordered(_ message: MailMessage) -> [Int] {
        var pages = message.pages
        guard let start = message.header.value("content-type")?.text("start"),
            let place = pages.firstIndex(where: { identifier(of: message.entity($0)) == bare(start) })
        else { return pages }
        pages.insert(pages.remove(at: place), at: 0)
        return pages
    }

    private static func identifier(of entity: MIMEEntity) -> String? {
        entity.header.raw("content-id").map { bare(String(decoding: $0, as: UTF8.self)) }
    }

    private static func bare(_ identifier: String) -> String {
        String(decoding: identifier.utf8.filter { $0 > 0x20 && $0 != 0x3C && $0 != 0x3E }, as: UTF8.self)
    }
}
