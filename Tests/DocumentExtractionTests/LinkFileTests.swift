import DocumentText
import Foundation
import Testing

@testable import DocumentExtraction

@Suite("Files that say where documents are")
struct LinkFileTests {
    private func open(_ text: String, name: String) throws -> Containers.Opened? {
        try Containers.open(Array(text.utf8), name: name)
    }

    @Test(arguments: [
        ("shortcut.url", "application/x-mswinurl", ["https://heron.example/report?id=7"]),
        ("shortcut.webloc", "application/x-webloc", ["https://heron.example/report?id=7&x=1"]),
        ("shortcut-binary.webloc", "application/x-webloc", ["https://heron.example/report?id=7&x=1"]),
        ("list.urls", "text/uri-list", ["https://heron.example/one", "http://heron.example/two"]),
    ])
    func giveTheirAddresses(_ name: String, _ mediaType: String, _ addresses: [String]) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: Fixtures.path(name))))
        let opened = try #require(try Containers.open(bytes, name: name))
        #expect(opened.listing.mediaType == mediaType)
        #expect(opened.references == addresses)
        #expect(opened.listing.members == addresses.map { DocumentMember(name: $0, kind: .reference, size: 0) })
        #expect(opened.skipped == (name == "list.urls" ? ["ftp://heron.example/three: unsupportedFormat"] : []))
    }

    @Test func anyNameWillDoForAShortcut() throws {
        let text = "[InternetShortcut]\r\nURL=https://heron.example/\r\n"
        #expect(try open(text, name: "a.txt")?.references == ["https://heron.example/"])
        let frame = "[DEFAULT]\r\nBASEURL=https://heron.example/frame\r\n"
        #expect(try open(frame, name: "a.url")?.references == ["https://heron.example/frame"])
    }

    /// The name alone makes no list of addresses of a text.
    @Test(arguments: [
        ("https://heron.example/ was seen\nand then\n", "a.urls"), ("https://heron.example/\n", "urls.txt"),
        ("words\n", "a.url"), ("words\n", "a.webloc"), ("# only a comment\n", "a.urls"),
    ])
    func whatIsTextStaysText(_ text: String, _ name: String) throws {
        #expect(try open(text, name: name) == nil)
    }

    @Test(arguments: [
        "javascript:alert(1)", "file:///etc/passwd", "https://", "https:///a", "http://a b", "//heron.example",
        "HTTPS://?x",
    ])
    func whatCannotBeFetchedIsNoAddress(_ address: String) throws {
        #expect(LinkFile.webAddress(Array(address.utf8)) == nil)
        let shortcut = Array("[InternetShortcut]\nURL=\(address)\n".utf8)
        #expect(try Containers.failure(shortcut, name: "a.url")?.code == .unsupportedFormat)
    }

    @Test func aShortcutToNothingHasNothing() throws {
        #expect(try Containers.failure(Array("[InternetShortcut]\nIconIndex=0\n".utf8))?.code == .noText)
    }

    @Test func asManyAddressesAsAllowedAreGiven() throws {
        let list = (0..<10).map { "https://heron.example/\($0)\n" }.joined()
        let opened = try #require(
            try Containers.open(Array(list.utf8), name: "a.urls", limits: ExtractionLimits(members: 4))
        )
        #expect(opened.references.count == 4)
        #expect(opened.skipped.count == 6)
    }
}

@Suite("Mailboxes")
struct MailboxMessagesTests {
    @Test func eachMessageIsAMember() throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: Fixtures.path("mailbox.mbox"))))
        let members = CollectedMembers()
        var tally = MemberTally(limits: ExtractionLimits())
        try MailboxMessages.read(bytes, into: &tally) { name, bytes in members.file(name, bytes) }
        #expect(members.files.map(\.name) == ["0001 The first lure.eml", "0002 a_b or c.eml"])
        let first = String(decoding: try #require(members.files.first?.bytes), as: UTF8.self)
        #expect(first.hasPrefix("From: heron@harbour.example\n"))
        #expect(first.contains("\nFrom the harbour, with love.\n>From twice.\nFrom here on the tide rises"))
        #expect(tally.members.map(\.size) == members.files.map(\.bytes.count))
    }

    @Test func limitsHold() throws {
        let message = "From a@b Fri Mar  1 10:00:00 2024\nSubject: x\n\nwords\n\n"
        let bytes = Array(String(repeating: message, count: 10).utf8)
        var tally = MemberTally(limits: ExtractionLimits(members: 3))
        var count = 0
        try MailboxMessages.read(bytes, into: &tally) { _, _ in
            count += 1
            return true
        }
        #expect(count == 3)
        #expect(tally.skippedCounts == [.membersExceeded: 7])
    }

    @Test(arguments: ["From ", "From a@b Jan 10:00\n", "\n>From \n", "From a@b Fri Mar 1 10:00:00 2024\n\n"])
    func repetitionIsLinear(_ piece: String) throws {
        var tally = MemberTally(limits: ExtractionLimits())
        try MailboxMessages.read(Array(String(repeating: piece, count: 10_000).utf8), into: &tally) { _, _ in true }
    }
}
