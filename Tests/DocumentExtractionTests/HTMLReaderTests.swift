import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Text of HTML")
struct HTMLReaderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let html: String
        let blocks: [String]

        init(_ name: String, _ html: String, _ blocks: String...) {
            testDescription = name
            self.html = html
            self.blocks = blocks
        }
    }

    private static let words: [Case] = [
        Case("tags within a word", "<p><b>e</b>vil<span>.com</span>", "paragraph: evil.com"),
        Case("places to break a word", "ev<wbr>il&shy;.com&#8203;/x", "paragraph: evil.com/x"),
        Case("defanged", "hxxp[:]//evil[.]example/a&amp;b", "paragraph: hxxp[:]//evil[.]example/a&b"),
        Case("a note's number", "10.0.0.1<sup>2</sup> and 1<sup>st</sup>", "paragraph: 10.0.0.1 2 and 1st"),
        Case("links side by side", "<a href=a>one</a><a href=b>two</a>", "paragraph: one two"),
        Case("a comment in a word", "ev<!-- x -->il", "paragraph: evil"),
        Case("one line end is a space", "a\nb\r\n c", "paragraph: a b c"),
        Case("a reference at a space", "a &lt; b &gt;c", "paragraph: a < b >c"),
        Case("a lone ampersand", "R&D & x&;", "paragraph: R&D & x&;"),
        Case("a field's text", "<textarea>a <b>&lt;</textarea>c", "paragraph: a <b>< c"),
        Case("a field's value", "<input type=text value=abc><input type=hidden value=no>", "paragraph: abc"),
        Case("a picture's words", "a<img alt='the map'>b<img alt=''>c", "paragraph: a the map b c"),
        Case("late pictures", "<img alt=map><noscript><img alt=map></noscript>", "paragraph: map"),
        Case("CDATA", "<svg><desc>a</desc><![CDATA[b < & c]]></svg>", "paragraph: ab < & c"),
        Case("conditional comments", "a<!--[if IE]>b<![endif]-->c<![if !IE]>d<![endif]>", "paragraph: acd"),
    ]

    private static let blocks: [Case] = [
        Case("line breaks", "a<br>b<br><br>c<br>", "paragraph: a\nb", "paragraph: c"),
        Case("a list", "<ul><li><p>a</p><li>b</ul>c", "listItem: a", "listItem: b", "paragraph: c"),
        Case("definitions", "<dl><dt>a<dd>b</dl>", "paragraph: a", "paragraph: b"),
        Case("rows", "<table><tr><th>a<th>b<tr><td>c<td><p>d<p>e</table>", "tableRow: a  b", "tableRow: c  d e"),
        Case("empty cells", "<table><tr><td>a<td>&nbsp;<td><td>b</table>", "tableRow: a  b"),
        Case(
            "tables in tables",
            "<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>",
            "paragraph: a",
            "tableRow: b  c",
            "paragraph: d",
            "tableRow: e"
        ),
        Case(
            "a page laid out as a table",
            "<table role=presentation><tr><td>a<td><h1>b</h1><p>c</table>",
            "paragraph: a",
            "heading: b",
            "paragraph: c"
        ),
        Case("a heading in a cell", "<table><tr><td><h2>a</h2>b</table>", "heading: a", "paragraph: b"),
        Case("a listing", "<pre>\nif  x:\n\ty()\n</pre>z", "code: if  x:\n y()", "paragraph: z"),
        Case("a listing of elements", "<pre><div>a</div><div>b</div></pre>", "code: a\nb"),
        Case("a listing with breaks", "<pre>a<br>b</pre>", "code: a\nb"),
        Case(
            "a listing in a cell",
            "<table><tr><td>a<td><pre>b\n  c</pre><td>d</table>",
            "tableRow: a",
            "code: b\n  c",
            "tableRow: d"
        ),
        Case("a command in a cell", "<table><tr><td>a<td><pre>b  c</pre><td>d</table>", "tableRow: a  b c  d"),
        Case(
            "XHTML",
            "<?xml version='1.0'?><html><title/><body><div/>a<script src='x'/>b<br/>c",
            "paragraph: ab\nc"
        ),
    ]

    @Test(arguments: words + blocks)
    func isReadInBlocks(_ example: Case) {
        #expect(HTMLReading(example.html).blocks == example.blocks)
    }

    @Test func theTargetsOfLinksComeAfterTheTextUnlessItShowsThem() {
        let page = HTMLReading(
            """
            <a href="https://one.example/x?a=1&amp;b=2">one</a>, <a href="hxxp://two[.]example">two</a>,
            <a href="https://three.example/">three.example</a>, <a href="/four">four</a>, <a name=five>five</a>,
            <a href="mailto:six@six.example">six</a>, <a href="https://one.example/x?a=1&amp;b=2">again</a>
            """
        )
        #expect(
            page.blocks.dropFirst() == [
                "link: https://one.example/x?a=1&b=2", "link: hxxp://two[.]example", "link: mailto:six@six.example",
            ]
        )
    }

    @Test func thePageSaysWhatItIs() {
        let page = HTMLReading(
            """
            <html lang="de"><head><meta property="og:title" content="Short"><title>Long &amp; good</title>
            <meta name="Author" content="A. Analyst"><meta property="og:description" content="What it is">
            <meta property="article:published_time" content="2024-05-01"><link rel="canonical" href="https://a.example/b">
            </head><body><time datetime="2020-01-01">then</time>
            """
        )
        #expect(
            page.draft.metadata == [
                "title": "Long & good", "author": "A. Analyst", "description": "What it is", "created": "2024-05-01",
                "source": "https://a.example/b", "language": "de", "charset": "utf-8",
            ]
        )
    }

    /// What the place in the file holds is what the block says, tags and references aside.
    @Test func blocksKnowWhereInTheFileTheyAre() throws {
        let html =
            "\u{FEFF}<!-- \u{E9} --><p> Ein <b>sch\u{F6}ner</b> &amp; Satz. </p><table><tr><td>a</td><td>b</td></table>"
        let page = HTMLReading(html)
        let bytes = Array(html.utf8)
        let places = try page.draft.text.segments.map { segment in
            String(decoding: bytes[try #require(segment.source)], as: UTF8.self)
        }
        #expect(places == ["Ein <b>sch\u{F6}ner</b> &amp; Satz.", "a</td><td>b"])
    }

    @Test func aPageThatWasConvertedHasNoPlaces() {
        let page = HTMLReading(Array("<meta charset=windows-1252><p>caf".utf8) + [0xE9])
        #expect(page.blocks == ["paragraph: caf\u{E9}"])
        #expect(page.draft.text.segments.map(\.source) == [nil])
    }

    /// Longer pages are judged in pieces; nothing is lost or turned around where they meet.
    @Test func aLongPageIsReadWhole() {
        let count = 120_000
        let page = HTMLReading((0..<count).map { "<p>\($0)" }.joined())
        #expect(page.draft.text.segments.count == count)
        #expect(page.text.hasSuffix("\n\n\(count - 1)"))
    }
}
