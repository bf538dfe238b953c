import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Lines put together again")
struct PageBlocksTests {
    private func blocks(_ lines: String...) -> [String] {
        let text = Array(lines.joined(separator: "\n").utf8)
        var blocks = PageBlocks(PrintedPage(text[...]), hyphens: LineHyphens.needed(for: text[...]))
        var found: [String] = []
        blocks.build { bytes, _ in found.append(String(decoding: bytes, as: UTF8.self)) }
        return found
    }

    private func join(_ lines: String...) -> String { blocks(lines.joined(separator: "\n")).joined(separator: "\n\n") }

    @Test func wrappedTextIsOneLineAndAListStaysAList() {
        let long = "The operators moved from host to host with stolen tokens"
        #expect(join(long, "and left.") == "\(long) and left.")
        #expect(join("evil.example", "bad.example") == "evil.example\nbad.example")
        #expect(join(long, "from one host.", "Then they left.") == "\(long) from one host.\n\nThen they left.")
        #expect(join("What they did", "\(long) and", "were not seen by anybody.").hasPrefix("What they did\nThe op"))
    }

    @Test func aBulletBeginsAnItemWhereverItStands() {
        #expect(
            blocks("• first", "\u{2022}", "second", "o third", "The rest") == ["first", "second", "third", "The rest"]
        )
        #expect(blocks("o is a letter") == ["o is a letter"])
    }

    @Test(arguments: [
        ("T1059.", "001 was used", "T1059.001 was used"), ("(T1059", ".001)", "(T1059.001)"),
        ("in T1059.", "2001 was", "in T1059.\n\n2001 was"), ("hxxp://a[.]b/c/", "d-e.bin", "hxxp://a[.]b/c/d-e.bin"),
        ("https://a.example/", "The end", "https://a.example/\nThe end"),
    ])
    func tokensAreRejoined(_ first: String, _ second: String, _ whole: String) {
        #expect(join(first, second) == whole)
    }

    private static let md5 = "d41d8cd98f00b204e9800998ecf8427e"
    private static let sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test func aHashIsRejoinedOverManyLinesAndNeverWithTheNextOne() {
        let md5 = Self.md5
        #expect(join("d41d8cd98f", "00b204e980", "0998ecf842", "7e") == md5)
        #expect(join(md5, md5) == "\(md5)\n\(md5)")
        #expect(join("MD5 \(md5.prefix(20))", "\(md5.dropFirst(20)) seen") == "MD5 \(md5) seen")
        #expect(join("\(md5.prefix(30))", "7e.example.com") == "\(md5.prefix(30))\n7e.example.com")
        #expect(join("x&\(md5.prefix(30))", "7e") == "x&\(md5.prefix(30))\n7e")
    }

    /// Half of a SHA-256 has the length of an MD5: only what it is called tells them apart.
    @Test func halvesOfALongHashAreJoinedWhereItIsSaidToBeOne() {
        let halves = "\(Self.sha256.prefix(32))\n\(Self.sha256.dropFirst(32))"
        #expect(join("SHA-256", halves) == "SHA-256\n\(Self.sha256)")
        #expect(join("SHA256: \(halves)") == "SHA256: \(Self.sha256)")
        #expect(join("MD5", halves) == "MD5\n\(halves)")
        // The digits of another hash are no name.
        #expect(join("256d8cd98f00b204e9800998ecf8427e", halves).hasSuffix(halves))
    }

    @Test(arguments: [
        ("see CVE-2017-\n11882 now", "see CVE-2017-11882 now"), ("by US-\nCERT now", "by US-CERT now"),
        ("tempo-\nrary files", "temporary files"),
        ("a command-\nline tool, the command, a line", "a command-line tool, the command, a line"),
        ("https://a.example/x-\ny.bin", "https://a.example/x-y.bin"), ("op\u{AD}\ntional", "optional"),
        ("one -\ntwo", "one -\ntwo"),
    ])
    func aHyphenStaysWhereItBelongs(_ printed: String, _ read: String) {
        #expect(join(printed) == read)
    }

    /// Browsers break lines only where there is a hyphen already.
    @Test func aDocumentThatBreaksNoWordsKeepsItsHyphens() {
        let line = "The group was seen again and again in the following year"
        let lines = Array(repeating: line, count: 30) + ["It was an innocuous-", "looking file that they had sent"]
        #expect(join(lines.joined(separator: "\n")).contains("innocuous-looking"))
    }

    @Test func scriptsWithoutSpacesAreJoinedWithoutThem() {
        let line = String(repeating: "夜鷺", count: 14)
        #expect(join(line, line, "終") == "\(line)\(line)終")
    }

    @Test func whatIsPrintedTwiceToLookBoldIsReadOnce() {
        #expect(join("Executive summary", "Executive summary", "Yes", "Yes") == "Executive summary\nYes\nYes")
    }

    @Test(arguments: ["", "\n", "-\n-", "\u{AD}\n\u{AD}", "•", "•\n•", "-", "a-\n", "\u{2010}\nx", "\u{E9}-\n\u{E9}"])
    func oddPagesAreRead(_ page: String) {
        _ = join(page)
        _ = PrintedPage.isShredded(Array(page.utf8)[...])
    }

    /// Every line may go on with the one before: none of it may be looked at again and again.
    @Test(.timeLimit(.minutes(6)), arguments: ["a-\n", "https://a/\n", "deadbeef\n", "1\n", "夜\n", "x x x -\n"])
    func repetitionIsLinear(_ piece: String) {
        _ = join(String(repeating: piece, count: 20_000))
    }
}
