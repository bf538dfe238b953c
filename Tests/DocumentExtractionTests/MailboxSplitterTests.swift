import Testing

@testable import DocumentExtraction

@Suite("Mailboxes")
struct MailboxSplitterTests {
    private func messages(_ text: String) -> [String] {
        var found: [String] = []
        MailboxSplitter.forEach(Array(text.utf8)) { message in
            found.append(String(decoding: message, as: UTF8.self))
            return true
        }
        return found
    }

    private static let mark = "From a@b Mon Jan  1 10:00:00 2020"

    @Test func messagesEndWhereTheNextOneBegins() {
        let box =
            "\(Self.mark)\nSubject: 1\n\nFrom here on, it is text.\n\n\(Self.mark)\nSubject: 2\n\n>From us\n>>From them\n\n"
        #expect(messages(box) == ["Subject: 1\n\nFrom here on, it is text.\n", "Subject: 2\n\nFrom us\n>From them\n"])
    }

    @Test func linesMayEndLikeOnWindows() {
        let box =
            "\(Self.mark)\r\nSubject: 1\r\n\r\n>From\r\n>From x\r\n\r\nFrom - Tue Feb 29 01:01:07 2000\r\nSubject: 2\r\n\r\nb"
        #expect(messages(box) == ["Subject: 1\r\n\r\n>From\r\nFrom x\r\n", "Subject: 2\r\n\r\nb"])
    }

    @Test func aMarkWithoutABlankLineBeforeItCountsWhenAHeaderFollows() {
        #expect(messages("\(Self.mark)\nSubject: 1\n\na\n\(Self.mark)\nSubject: 2\n\nb").count == 2)
        #expect(messages("\(Self.mark)\nSubject: 1\n\na\n\(Self.mark)\nno header\n\nb").count == 1)
    }

    @Test(arguments: ["", "\n\n\n", "From ", "From x", "\n\nFrom a 1:00 2000"])
    func nothingIsNoMessage(_ text: String) { #expect(messages(text).isEmpty) }

    @Test func theWalkCanBeEnded() {
        var count = 0
        MailboxSplitter.forEach(Array(String(repeating: "\(Self.mark)\nX: y\n\nz\n\n", count: 9).utf8)) { _ in
            count += 1
            return count < 3
        }
        #expect(count == 3)
    }

    @Test func aMessageIsNamedAfterItsNumberAndSubject() {
        let message = Array("To: a\nSubject: =?utf-8?Q?A/B=0D=0AC?=\n\nx".utf8)
        #expect(MailboxSplitter.name(of: message[...], number: 3) == "0003 A_B C.eml")
        #expect(MailboxSplitter.name(of: [], number: 12_345) == "12345.eml")
    }

    @Test(arguments: [
        ("\(mark)\nSubject: 1\nX: y\n\nx", "", "application/mbox"),
        ("\(mark)\nSubject: 1\n\nx", "eml", "message/rfc822"),
        ("\(mark)\nSubject: 1\n\nx\n\n\(mark)\nSubject: 2\n\ny", "eml", "application/mbox"),
        ("From the beginning, at 10:00 in 2020, it was text.\nSee: this.\n\nx", "txt", "text/plain"),
        ("From: a\nSent: b\nSubject: c\n\nd", "", "text/plain"),
        ("Message-ID: <x>\nMIME-Version: 1.0\n\nd", "", "message/rfc822"),
        ("\n\n\u{FEFF}From: a@b\nTo: c@d\nSubject: e\n\nf", "eml", "message/rfc822"),
        (
            "From: \"Saved by Internet Explorer\"\nSubject: x\nDate: y\nMIME-Version: 1.0\n\nz", "eml",
            "multipart/related"
        ),
        (
            "From: a@b\nTo: c@d\nSubject: e\nContent-Type: multipart/related\nContent-Location: x\n\nf", "",
            "message/rfc822"
        ),
        ("<p>x", "mht", "multipart/related"), ("Title: a\nAuthor: b\nDate: c\n\nd", "md", "text/markdown"),
    ])
    func messagesAndTheirLikeAreToldApart(_ text: String, _ nameExtension: String, _ mediaType: String) {
        #expect(TextKind.of(Array(text.utf8), nameExtension: nameExtension).mediaType == mediaType)
    }
}
