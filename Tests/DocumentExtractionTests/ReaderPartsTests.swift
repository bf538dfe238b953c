import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Text in the making")
struct TextAssemblerTests {
    private func text(_ block: String, _ spacing: TextAssembler.Spacing = .flow) -> String {
        var assembler = TextAssembler(limits: ExtractionLimits())
        assembler.append(Array(block.utf8), as: .paragraph, spacing: spacing)
        return String(decoding: assembler.utf8, as: UTF8.self)
    }

    @Test(arguments: [
        ("  a \t b\r\nc\u{A0}d  ", "a b\nc d"), ("a\n\n\n\nb", "a\n\nb"), ("o\u{301}ﬁ\u{AD}ne\u{200B}", "ófine"),
        ("a\u{0}b\u{7}c", "a bc"), ("\u{202E}x\u{202C}", "x"), ("\u{FEFF}\n \u{200B}", "\u{FEFF}"), ("\u{2126}", "Ω"),
        ("\u{1112}\u{1161}\u{11AB}", "한"), ("🕵🏽‍♀️ ok", "🕵🏽‍♀️ ok"),
    ])
    func charactersAreCleaned(_ input: String, _ output: String) {
        #expect(Array(text(input).unicodeScalars) == Array(output.unicodeScalars))
    }

    @Test func verbatimKeepsSpacesButNotAtLineEnds() {
        #expect(text("if  x:  \n    run()\t\n", .verbatim) == "if  x:\n    run()")
    }

    /// Offsets count scalars of the text that is kept, whatever cleaning and composition did before.
    @Test func offsetsPointIntoTheCleanText() {
        var assembler = TextAssembler(limits: ExtractionLimits())
        assembler.append(Array("e\u{301}t\u{AD}é".utf8), as: .heading)
        assembler.append(Array(" \u{200B} ".utf8), as: .paragraph)
        assembler.append(Array("夜鷺 🪶".utf8), as: .paragraph, page: 2)
        #expect(String(decoding: assembler.utf8, as: UTF8.self) == "été\n\n夜鷺 🪶")
        #expect(
            assembler.segments == [
                Segment(kind: .heading, start: 0, end: 3), Segment(kind: .paragraph, start: 5, end: 9, page: 2),
            ]
        )
    }

    @Test func aLimitCutsBetweenScalars() {
        var assembler = TextAssembler(limits: ExtractionLimits(textBytes: 4))
        assembler.append(Array("ab鷺".utf8), as: .paragraph)
        #expect(assembler.isFull)
        #expect(String(decoding: assembler.utf8, as: UTF8.self) == "ab")
    }
}

/// Markup nobody writes by hand.
@Suite("Hostile HTML")
struct HTMLReaderTests {
    private func text(_ html: String) -> String {
        var draft = DocumentDraft(limits: ExtractionLimits())
        HTMLReader.read(Array(html.utf8), into: &draft)
        return String(decoding: draft.text.utf8, as: UTF8.self)
    }

    @Test(arguments: [
        ("a<!-- never closed <p>b", "a"), ("a<script>if (x < y) '</div>'", "a"), ("<p a='>b</p><p>c", "b\n\nc"),
        ("<p title='x>y'>b", "b"), ("a < b <3 </ c> d", "a < b <3 d"), ("<!>a<!-->b<!--->c", "abc"),
        ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("&amp &ampx &copy &", "& &ampx © &"),
        ("<textarea>a</textarea>b", "a b"), ("</p></table></td>x", "x"), ("<td>a<td>b", "a  b"), ("<", "<"), ("", ""),
    ])
    func isReadAsFarAsItGoes(_ html: String, _ expected: String) {
        #expect(text(html) == expected)
    }

    /// A recursive reader needs a stack as deep as this; this one has none.
    @Test func nestingHasNoPrice() {
        let depth = 200_000
        #expect(text(String(repeating: "<div><ul><li><table><tr><td>", count: depth) + "deep") == "deep")
    }

    @Test(arguments: ["<!--", "<a href='", "<p \"", "&", "&#", "<![CDATA[", "</", "<?"])
    func repetitionIsLinear(_ piece: String) {
        _ = text(String(repeating: piece, count: 50_000))
    }
}

@Suite("Kinds of text")
struct TextKindTests {
    @Test(arguments: [
        ("<!-- x --><!DOCTYPE HTML>", "txt", "text/html"), ("# Title", "md", "text/markdown"),
        ("<h1>x</h1>", "html", "text/html"), ("{\\rtf1", "txt", "text/rtf"), ("plain", "", "text/plain"),
        ("From: a@b\nTo: c@d\nSubject: e\n\nf", "", "message/rfc822"),
        ("<?xml version='1.0'?><a/>", "", "application/xml"),
        ("From: a@b\nTo: c@d\nSubject: e\n\nf", "txt", "text/plain"), ("a,b", "csv", "text/csv"),
    ])
    func areToldApart(_ text: String, _ nameExtension: String, _ mediaType: String) {
        #expect(TextKind.of(Array(text.utf8), nameExtension: nameExtension).mediaType == mediaType)
    }
}
