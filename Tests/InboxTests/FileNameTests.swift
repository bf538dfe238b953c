import Foundation
import Inbox
import Testing

@Suite struct FileNameTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let shown: String
        var testDescription: String { shown }
    }

    static let names = [
        Case(bytes: Array("report.pdf".utf8), shown: "report.pdf"),
        Case(bytes: Array("Bericht – Überblick 🐻.pdf".utf8), shown: "Bericht – Überblick 🐻.pdf"),
        Case(bytes: Array("two\nlines\t.txt".utf8), shown: "two\\x0Alines\\x09.txt"),
        Case(bytes: [0xFF, 0xFE, 0x80], shown: "\\xFF\\xFE\\x80"),
        Case(bytes: Array("a".utf8) + [0xE2, 0x82] + Array("b".utf8), shown: "a\\xE2\\x82b"),
        Case(bytes: Array("a\\x41".utf8), shown: "a\\\\x41"),
        Case(bytes: Array("gpj.\u{202E}exe".utf8), shown: "gpj.\\xE2\\x80\\xAEexe"),
        Case(bytes: Array("-rf".utf8), shown: "-rf"),
        Case(bytes: Array("$(reboot)'\"".utf8), shown: "$(reboot)'\""),
        Case(bytes: [0xC3], shown: "\\xC3"),
        Case(bytes: Array(repeating: 0x61, count: 255), shown: String(repeating: "a", count: 255)),
    ]

    /// A name is shown on one line, and what is shown leads back to the very bytes.
    @Test(arguments: names) func aNameIsShownOnOneLineAndLeadsBack(_ example: Case) throws {
        let name = try #require(FileName(bytes: example.bytes))
        #expect(name.description == example.shown)
        #expect(FileName(escaped: example.shown)?.bytes == example.bytes)
    }

    @Test func whatNoFolderCanHoldIsNoName() {
        for text in ["", ".", "..", "a/b", "a\0b", String(repeating: "a", count: 256)] {
            #expect(FileName(text) == nil, "\(text.debugDescription)")
        }
    }

    @Test func whatIsNotShownSoLeadsNowhere() {
        for text in ["\\", "\\x", "\\x4", "\\xZZ", "\\n", "\\x+1"] {
            #expect(FileName(escaped: text) == nil, "\(text)")
        }
    }

    /// NFC and NFD of the same text, and names that differ in case, are different files to the kernel.
    @Test func namesAreComparedByBytes() {
        #expect(FileName("\u{E9}.txt") != FileName("e\u{301}.txt"))
        #expect(FileName("A.txt") != FileName("a.txt"))
    }
}

@Suite struct RelativePathTests {
    @Test func aPathKnowsItsNamesAndItsDepth() throws {
        let path = RelativePath(try name("a")).appending(try name("b")).appending(try name("c\n.txt"))
        #expect(path.description == "a/b/c\\x0A.txt")
        #expect(path.depth == 2)
        #expect(path.name == FileName("c\n.txt"))
        #expect(path.parent?.description == "a/b")
        #expect(RelativePath(try name("a")).parent == nil)
        #expect(RelativePath(escaped: path.description) == path)
    }

    @Test func aPathNeverLeavesItsFolder() {
        for text in ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a"] {
            #expect(RelativePath(bytes: Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test func aSystemPathHasNoTrailingSlash() {
        #expect(SystemPath("/a/b/").description == "/a/b")
        #expect(SystemPath("/").appending("x").parent == SystemPath("/"))
        #expect(SystemPath("x").parent == SystemPath("."))
    }

    /// What a database keeps of a claim leads back to the very bytes.
    @Test func aClaimedFileIsStoredAndReadBack() throws {
        let odd = try #require(FileName(bytes: [0xFF, UInt8(ascii: "\n"), UInt8(ascii: "\\")]))
        let file = ClaimedFile(
            id: try name("d-1"),
            path: SystemPath("/state/spool").appending(odd),
            original: RelativePath(try name("sub")).appending(odd),
            identity: FileIdentity(
                device: .max,
                inode: .max,
                size: 1,
                modified: FileTime(seconds: .min),
                changed: FileTime(seconds: 1, nanoseconds: 999_999_999)
            ),
            transfer: .copiedAndLeft
        )
        #expect(try JSONDecoder().decode(ClaimedFile.self, from: JSONEncoder().encode(file)) == file)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([FileName].self, from: Data(#"["a/b"]"#.utf8)) }
    }
}
