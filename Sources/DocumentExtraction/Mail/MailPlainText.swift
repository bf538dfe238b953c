import DocumentText

/// The plain text of a message: what people wrote, and what programs before MIME put between the lines.
enum MailPlainText {
    /// Appends a text, and the files that are written out in it.
    static func append(_ utf8: [UInt8], to draft: inout DocumentDraft, _ context: ReadingContext) {
        guard utf8.contains("\nbegin ") || utf8.starts(with: "begin ".utf8) else {
            return appendReadable(utf8, to: &draft)
        }
        var files: [UUEncoding.File] = []
        var position = 0
        while let file = UUEncoding.file(in: utf8[...], from: position) {
            appendReadable(Array(utf8[position..<file.range.lowerBound]), to: &draft)
            files.append(file)
            position = file.range.upperBound
        }
        appendReadable(Array(utf8[position...]), to: &draft)
        for file in files {
            let name = String(decoding: TextCleaning.line(file.name), as: UTF8.self)
            PartReader.read(file.bytes, name: name, as: .attachment, into: &draft, context)
        }
    }

    /// Appends a text without what only a key makes readable.
    private static func appendReadable(_ utf8: [UInt8], to draft: inout DocumentDraft) {
        let mark: StaticString = "-----BEGIN PGP MESSAGE-----"
        guard let start = utf8.range(of: mark) else {
            return PlainTextReader.append(utf8, layout: .prose, to: &draft.text)
        }
        draft.warnPartial("A part of a message is encrypted and was not read.")
        let end = utf8.range(of: "-----END PGP MESSAGE-----", from: start.upperBound)
        let rest = utf8[(end?.upperBound ?? utf8.count)...]
        PlainTextReader.append(Array(utf8[..<start.lowerBound]), layout: .prose, to: &draft.text)
        PlainTextReader.append(Array(rest), layout: .prose, to: &draft.text)
    }
}
