/// Takes the messages out of a mailbox in the format of Unix (mbox).
enum MailboxSplitter {
    /// Calls `body` with each message of a mailbox, in order, in time that grows with the size alone.
    ///
    /// A message has neither the mailbox's line before it nor the blank line after it; lines that were quoted because
    /// they looked like that line (`>From`) are as they were written.
    ///
    /// - Parameters:
    ///   - bytes: The mailbox.
    ///   - body: Takes a message; the walk ends when it returns `false`.
    static func forEach(_ bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Bool) {
        let all = bytes[...]
        var position = all.startIndex
        var start: Int?
        var isAfterBlank = true
        var hasQuotes = false
        while position < all.endIndex {
            let line = MailLines.line(at: position, of: all)
            if bytes[line.content.lowerBound...].starts(with: "From ".utf8),
                isSeparator(line, of: all, isAfterBlank: isAfterBlank, isFirst: start == nil)
            {
                if let first = start, !give(all[first..<position], hasQuotes, to: body) { return }
                start = line.next
                hasQuotes = false
            } else {
                hasQuotes = hasQuotes || isQuoted(all[line.content])
                // What stands before the first mark is a message that lost it.
                start = start ?? (line.content.isEmpty ? nil : position)
            }
            isAfterBlank = line.content.isEmpty
            position = line.next
        }
        if let first = start {
            _ = give(all[first...], hasQuotes, to: body)
        }
    }

    /// The name of a message on its own: its number and its subject.
    static func name(of message: ArraySlice<UInt8>, number: Int) -> String {
        let digits = String(number)
        let subject = MailHeader.subject(of: message)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return subject.isEmpty ? "\(padded).eml" : "\(padded) \(subject).eml"
    }

    /// Whether a line ` From address date` is the mailbox's mark, and not the beginning of a sentence.
    private static func isSeparator(
        _ line: (content: Range<Int>, next: Int),
        of bytes: ArraySlice<UInt8>,
        isAfterBlank: Bool,
        isFirst: Bool
    ) -> Bool {
        guard !isFirst || !isAfterBlank else { return true }
        guard hasDate(bytes[line.content]) else { return false }
        return isAfterBlank || MIMEHeader.name(of: bytes[MailLines.line(at: line.next, of: bytes).content]) != nil
    }

    /// Whether a line has a time of the day and a year.
    static func hasDate(_ line: ArraySlice<UInt8>) -> Bool {
        var hasTime = false
        var hasYear = false
        for word in line.prefix(1000).split(separator: 0x20) {
            let digits = word.filter(\.isASCIIDigit).count
            hasTime = hasTime || (word.contains(0x3A) && digits >= 3 && digits <= 6 && word.count <= 8)
            hasYear =
                hasYear
                || (digits == 4 && word.count == 4 && (word.starts(with: "19".utf8) || word.starts(with: "20".utf8)))
        }
        return hasTime && hasYear
    }

    private static func isQuoted(_ line: ArraySlice<UInt8>) -> Bool {
        line.first == 0x3E && line.drop { $0 == 0x3E }.starts(with: "From ".utf8)
    }

    private static func give(
        _ message: ArraySlice<UInt8>,
        _ hasQuotes: Bool,
        to body: (ArraySlice<UInt8>) -> Bool
    ) -> Bool {
        let end = MailLines.end(before: message.endIndex, notBefore: message.startIndex, of: message)
        let isBlank = end == message.startIndex || message[end - 1] == 0x0A
        let content = isBlank ? message[..<end] : message
        guard !content.isEmpty else { return true }
        return body(hasQuotes ? unquoted(content)[...] : content)
    }

    private static func unquoted(_ message: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(message.count)
        var position = message.startIndex
        while position < message.endIndex {
            let line = MailLines.line(at: position, of: message)
            output.append(contentsOf: message[(position + (isQuoted(message[line.content]) ? 1 : 0))..<line.next])
            position = line.next
        }
        return output
    }
}
