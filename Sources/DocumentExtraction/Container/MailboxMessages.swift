import DocumentText

/// The messages of a mailbox file in the form that Unix mail programs write.
///
/// A message begins with a line `From sender date`, at the file's start or after a blank line. A line of a message that
/// would look like one has a `>` before it, which is taken away.
enum MailboxMessages {
    /// Hands each message to `take`, as long as that returns `true`.
    static func read(
        _ bytes: [UInt8],
        into tally: inout MemberTally,
        _ take: (_ name: String, _ bytes: [UInt8]) throws(ReadingFailure) -> Bool
    ) throws(ReadingFailure) {
        var start: Int?
        var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var isAfterBlank = true
        while position < bytes.count {
            let end = bytes[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            if isAfterBlank, isSeparator(bytes[position..<end]) {
                if let start {
                    guard try hand(bytes[start..<position], to: &tally, take) else { return }
                }
                start = end
            }
            isAfterBlank = bytes[position] == 0x0A || bytes[position] == 0x0D
            position = end
        }
        if let start {
            _ = try hand(bytes[start...], to: &tally, take)
        }
    }

    private static func hand(
        _ message: ArraySlice<UInt8>,
        to tally: inout MemberTally,
        _ take: (String, [UInt8]) throws(ReadingFailure) -> Bool
    ) throws(ReadingFailure) -> Bool {
        let number = tally.members.count + 1
        let plain = unquoted(message)
        let name = name(of: plain, number: number)
        guard plain.contains(where: { !$0.isASCIIWhitespace }) else {
            tally.skip(.empty) { name }
            return true
        }
        guard tally.hasRoom, plain.count <= tally.bytesLeft else {
            tally.skip(.membersExceeded) { name }
            return true
        }
        tally.take(name, bytes: plain.count)
        return try take(name, plain)
    }

    /// Whether a line begins a message: after the sender come a weekday, a month, and a time of day.
    private static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.starts(with: "From ".utf8), line.count < 1000 else { return false }
        let words = line.dropFirst(5).split { $0.isASCIIWhitespace }
        let hasTime = words.contains {
            $0.count >= 4 && $0.contains(0x3A) && $0.allSatisfy { $0.isASCIIDigit || $0 == 0x3A }
        }
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let hasMonth = words.contains { word in
            let lowered = word.map(\.lowercasedASCII)
            return months.contains { lowered.elementsEqual($0.utf8) }
        }
        return hasTime && hasMonth
    }

    /// The message with one `>` less before each line that was quoted.
    private static func unquoted(_ message: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(message.count)
        var position = message.startIndex
        while position < message.endIndex {
            let end = message[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? message.endIndex
            let line = message[position..<end]
            let isQuoted = line.first == 0x3E && line.drop { $0 == 0x3E }.starts(with: "From ".utf8)
            plain.append(contentsOf: isQuoted ? line.dropFirst() : line)
            position = end
        }
        return plain
    }

    /// "0001 subject.eml".
    private static func name(of message: [UInt8], number: Int) -> String {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let subject = subject(of: message).map { $0 == 0x2F || $0 == 0x5C ? 0x2D : $0 }
        let shown = String(decoding: TextCleaning.line(TextDecoding.decodeUTF8(subject)), as: UTF8.self)
        return shown.isEmpty ? "\(padded).eml" : "\(padded) \(shown).eml"
    }

    private static func subject(of message: [UInt8]) -> [UInt8] {
        for line in message.prefix(1 << 15).split(separator: 0x0A, omittingEmptySubsequences: false) {
            guard let first = line.first, first != 0x0D else { return [] }
            let start = line.prefix(8).map(\.lowercasedASCII)
            if start.elementsEqual("subject:".utf8) { return Array(line.dropFirst(8).prefix(120)) }
        }
        return []
    }
}
