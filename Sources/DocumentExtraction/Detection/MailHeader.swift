/// Recognises a mail message by its header.
enum MailHeader {
    private static let names: Set<String> = [
        "received", "return-path", "message-id", "mime-version", "from", "to", "subject", "date", "delivered-to",
        "content-type", "content-transfer-encoding", "reply-to", "dkim-signature", "x-mailer", "cc",
    ]

    /// Whether the text begins with header lines of which at least three are those of a mail, or with an mbox's mark.
    static func isAtStart(of text: ArraySlice<UInt8>) -> Bool {
        if text.starts(with: "From ".utf8), text.prefix(4096).contains("\nMessage-I") { return true }
        var known: Set<String> = []
        for line in text.prefix(8192).split(separator: 0x0A, omittingEmptySubsequences: false) {
            guard let first = line.first, first != 0x0D else { break }
            // A header goes on in lines that begin with a space.
            if first == 0x20 || first == 0x09 { continue }
            let name = line.prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
            guard !name.isEmpty, line.dropFirst(name.count).first == 0x3A else { break }
            let lowered = String(decoding: name.map(\.lowercasedASCII), as: UTF8.self)
            if names.contains(lowered) {
                known.insert(lowered)
            }
        }
        return known.count >= 3
    }
}
