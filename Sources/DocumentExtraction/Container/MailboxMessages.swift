import DocumentText

/// The messages of a mailbox file in the form that Unix mail programs write, each a document of its own.
enum MailboxMessages {
    /// Hands each message to `take`, as long as that returns `true`.
    static func read(
        _ bytes: [UInt8],
        into tally: inout MemberTally,
        _ take: (_ name: String, _ bytes: [UInt8]) throws(ReadingFailure) -> Bool
    ) throws(ReadingFailure) {
        var failure: ReadingFailure?
        var number = 0
        MailboxSplitter.forEach(bytes) { message in
            number += 1
            do throws(ReadingFailure) {
                return try hand(message, number: number, to: &tally, take)
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
    }

    private static func hand(
        _ message: ArraySlice<UInt8>,
        number: Int,
        to tally: inout MemberTally,
        _ take: (String, [UInt8]) throws(ReadingFailure) -> Bool
    ) throws(ReadingFailure) -> Bool {
        let name = MailboxSplitter.name(of: message, number: number)
        guard message.contains(where: { !$0.isASCIIWhitespace }) else {
            tally.skip(.empty) { name }
            return true
        }
        guard tally.hasRoom, message.count <= tally.bytesLeft else {
            tally.skip(.membersExceeded) { name }
            return true
        }
        tally.take(name, bytes: message.count)
        return try take(name, Array(message))
    }
}
