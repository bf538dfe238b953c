import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Messages of Outlook")
struct OutlookMessageTests {
    @Test func aMessageReadsLikeAnyMail() throws {
        let document = try Fixtures.read(Fixtures.path("message.msg"))
        let blocks = Fixtures.blocks(document)
        #expect(
            blocks.prefix(7) == [
                "heading: Night Heron again",
                "paragraph: From: A. Analyst <analyst@heron.example>\nTo: C. Reader <reader@heron.example>\n"
                    + "Cc: D. Copy <copy@heron.example>\nDate: 2024-02-28T09:00:00Z",
                "paragraph: The beacon called its gate every été day.", "link: https://beacon.example/gate",
                "paragraph: Only the plain text says T1071.001 here.",
                "pageHeader: Received: from relay.example ([192.0.2.7]) by mx.heron.example; "
                    + "Wed, 28 Feb 2024 09:00:00 +0000\nMessage-ID: <one@heron.example>",
                "heading: hosts.txt",
            ]
        )
        #expect(
            blocks.suffix(4) == [
                "heading: The first sighting", "heading: The first sighting",
                "paragraph: From: B. Watcher <watcher@heron.example>\nDate: 2024-02-28T09:00:00Z",
                "paragraph: A loader ran from http://inner.example/stage.",
            ]
        )
        #expect(document.description.parts.map(\.kind) == [.attachment, .message])
        #expect(document.description.metadata["title"] == "Night Heron again")
        #expect(document.description.metadata["created"] == "2024-02-28T09:00:00Z")
        #expect(document.description.mediaType == "application/vnd.ms-outlook")
        #expect(!document.description.isPartial)
    }

    @Test func messagesWithinMessagesEndAtTheLimit() throws {
        let document = try Fixtures.read(Fixtures.path("message.msg"), limits: ExtractionLimits(depth: 0))
        #expect(!document.text.contains("inner.example"))
        #expect(document.description.isPartial)
    }

    /// Twenty-seven bytes: a run of literals, then a reference that reads what it has just written.
    @Test func compressedRichTextIsUnpacked() throws {
        // The control byte 0x10: four literals, then one reference.
        let header: [UInt8] = [0, 0, 0, 0, 11, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0, 0, 0, 0]
        let start = 207
        let reference: [UInt8] = [UInt8(start >> 4), UInt8(start << 4 & 0xF0) | 5]
        let packed = header + [0x10] + Array("abcd".utf8) + reference
        #expect(CompressedRichText.decompress(packed).map { String(decoding: $0, as: UTF8.self) } == "abcdabcdabc")
    }

    @Test func wordsOfThePrefilledWindowAreThere() throws {
        let header: [UInt8] = [0, 0, 0, 0, 6, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0, 0, 0, 0]
        #expect(
            CompressedRichText.decompress(header + [0x01, 0x00, 0x04]).map { String(decoding: $0, as: UTF8.self) }
                == "{\\rtf1"
        )
        // A reference to the place of the next byte is the end.
        #expect(CompressedRichText.decompress(header + [0x01, 207 >> 4, (207 & 0x0F) << 4]) == [])
    }

    @Test func somethingElseIsNotUnpacked() {
        #expect(CompressedRichText.decompress([]) == nil)
        #expect(CompressedRichText.decompress([UInt8](repeating: 7, count: 40)) == nil)
    }

    /// Whatever the references say, a text grows at most ninefold.
    @Test func damagedRichTextNeverTrapsNorGrowsWithoutBounds() {
        let header: [UInt8] = [0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x4C, 0x5A, 0x46, 0x75, 0, 0, 0, 0]
        let seed = header + (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        for bytes in DocumentBytes.damaged(seed, count: 300) {
            #expect((CompressedRichText.decompress(bytes) ?? []).count <= bytes.count * 9)
        }
    }

    @Test(arguments: [
        (#"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}a\'e9{\*\htmltag72 </p>}}"#, "<p>aé</p>"),
        (#"{\rtf1\fromhtml1 \htmlrtf hidden \htmlrtf0 shown{\fonttbl{\f0 Arial;}}}"#, "shown"),
        (#"{\rtf1\fromhtml1 {\*\htmltag <b>}\{x\}\\\u8364?\u-10179?\u-8704?\tab y}"#, "<b>{x}\\€😀\ty"),
        (#"{\rtf1\fromhtml1 {\*\mhtmltag <img>}{\*\unknown z}a\par b}"#, "a\nb"), (#"{\rtf1\fromhtml1 }}}}a"#, "a"),
        (#"{\rtf1\ansicpg1251\fromhtml1 \'cf\'f0\bin2 {}!"#, "Пр!"), (#"{\rtf1\fromhtml1 \"#, ""),
        (#"{\rtf1\fromhtml1 \'"#, ""),
    ])
    func aPageHiddenInRichTextIsFound(_ richText: String, _ html: String) {
        let found = EncapsulatedHTML.html(in: Array(richText.utf8), codePage: "windows-1252")
        #expect(found.map { String(decoding: $0, as: UTF8.self) } == html)
    }

    @Test func groupsWithinEachOtherHaveNoPrice() {
        let richText = #"{\rtf1\fromhtml1 "# + String(repeating: "{", count: 200_000) + "deep"
        #expect(EncapsulatedHTML.html(in: Array(richText.utf8), codePage: nil).map { $0.count } == 4)
        #expect(EncapsulatedHTML.html(in: Array(#"{\rtf1 text}"#.utf8), codePage: nil) == nil)
    }
}
