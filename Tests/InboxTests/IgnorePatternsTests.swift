import Inbox
import Testing

@Suite struct IgnorePatternsTests {
    @Test(arguments: [
        "report.pdf.part", "report.crdownload", "REPORT.TMP", ".report.pdf.X1y2", "x.swp", "report.docx~", "x.filepart",
        ".~lock.report.odt#", "._report.pdf", ".DS_Store", "Thumbs.db", "~$report.docx", "desktop.ini",
    ])
    func whatIsNoDocumentIsIgnored(_ text: String) throws {
        #expect(IgnorePatterns.standard.match(try name(text)) != nil)
    }

    @Test(arguments: ["report.pdf", "part", "a.part.pdf", "tmp", "swp.txt", "~x.txt", "#1 report.md", "README"])
    func aDocumentIsNotIgnored(_ text: String) throws {
        #expect(IgnorePatterns.standard.match(try name(text)) == nil)
    }

    @Test func thePatternThatMatchedIsNamed() throws {
        let patterns = IgnorePatterns(["a*c", "?.txt", "*"])
        #expect(patterns.match(try name("abbc")) == "a*c")
        #expect(patterns.match(try name("x.txt")) == "?.txt")
        #expect(patterns.match(try name("xy.txt")) == "*")
        #expect(IgnorePatterns([]).match(try name("x")) == nil)
    }

    @Test func bytesThatAreNotTextMatchToo() throws {
        let odd = try #require(FileName(bytes: [0xFF, 0xFE] + Array(".part".utf8)))
        #expect(IgnorePatterns.standard.match(odd) == "*.part")
    }
}
