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

@Suite("Lines put together again")
struct LineJoinerTests {
    private func join(_ lines: String...) -> String {
        String(decoding: LineJoiner.join(lines.map { Array($0.utf8)[...] }), as: UTF8.self)
    }

    @Test func wrappedTextIsOneLineAndAListStaysAList() {
        let long = "The operators moved from host to host with stolen tokens"
        #expect(join(long, "and left.") == "\(long) and left.")
        #expect(join("evil.example", "bad.example") == "evil.example\nbad.example")
    }

    @Test(arguments: [
        ("T1059.", "001 was used", "T1059.001 was used"), ("(T1059", ".001)", "(T1059.001)"),
        ("in T1059.", "2001 was", "in T1059.\n2001 was"), ("hxxp://a[.]b/c/", "d-e.bin", "hxxp://a[.]b/c/d-e.bin"),
        ("https://a.example/", "The end", "https://a.example/\nThe end"),
    ])
    func tokensAreRejoined(_ first: String, _ second: String, _ whole: String) {
        #expect(join(first, second) == whole)
    }

    @Test func aHashIsRejoinedOverManyLinesAndNeverWithTheNextOne() {
        let md5 = "d41d8cd98f00b204e9800998ecf8427e"
        #expect(join("d41d8cd98f", "00b204e980", "0998ecf842", "7e") == md5)
        #expect(join(md5, md5) == "\(md5)\n\(md5)")
        #expect(join("MD5 \(md5.prefix(20))", "\(md5.dropFirst(20)) seen") == "MD5 \(md5) seen")
    }
}

@Suite("Hyphens that pdftotext dropped")
struct HyphenRestorationTests {
    @Test(arguments: [
        ("see CVE-2017-\n11882 now", "see CVE-201711882 now", "see CVE-2017-11882 now"),
        ("by US-\nCERT now", "by USCERT now", "by US-CERT now"),
        ("tempo-\nrary files", "temporary files", "temporary files"),
        ("a command-\nline tool, the command, a line", "a commandline tool", "a command-line tool"),
        ("https://a.example/x-\ny.bin", "https://a.example/xy.bin", "https://a.example/x-y.bin"),
    ])
    func onlyRealOnesComeBack(_ printed: String, _ read: String, _ restored: String) {
        let hyphens = HyphenRestoration(printed: Array(printed.utf8)[...])
        #expect(String(decoding: hyphens.apply(to: Array(read.utf8)[...]), as: UTF8.self) == restored)
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
