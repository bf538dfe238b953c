import DocumentText
import Glibc
import Testing

@testable import DocumentExtraction

/// Markup nobody writes by hand.
@Suite("Hostile HTML")
struct HTMLHostileTests {
    @Test(arguments: [
        ("a<!-- never closed <p>b", "a"), ("a<script>if (x < y) '</div>'", "a"), ("<p a='>b</p><p>c", "b\n\nc"),
        ("<p title='x>y'>b", "b"), ("a < b <3 </ c> d", "a < b <3 d"), ("<!>a<!-->b<!--->c", "abc"),
        ("a<!-- x --!>b", "ab"), ("<![CDATA[a>b", "b"),
        ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("a&#30;&#x80;b", "a\u{20AC}b"),
        ("&amp &ampx &copy &", "& &ampx © &"), ("</a></nav></li></sup></pre></svg></noscript>x", "x"),
        ("<textarea>a</textarea>b", "a b"), ("</p></table></td>x", "x"), ("<td>a<td>b", "a  b"), ("<", "<"), ("", ""),
        // The line end before the link goes with the block: the link began behind the text's end.
        ("<pre>\n<v><a href=http\"", "http\""),
    ])
    func isReadAsFarAsItGoes(_ html: String, _ expected: String) {
        #expect(HTMLReading(html).text == expected)
    }

    /// A recursive reader needs a stack as deep as this; this one has a short one of its own.
    @Test func nestingHasNoPrice() {
        let depth = 100_000
        let page = HTMLReading(String(repeating: "<div><ul><li><table><tr><td>", count: depth) + "deep")
        #expect(page.text == "deep")
    }

    /// Beyond the deepest element that is kept track of, end tags close nothing that began before it.
    @Test func whatIsTooDeepIsStillRead() {
        let depth = 10_000
        let page = HTMLReading(
            "<nav>" + String(repeating: "<div>", count: depth) + "deep" + String(repeating: "</div>", count: depth)
                + "menu</nav>after"
        )
        #expect(page.blocks == ["navigation: deep", "navigation: menu", "paragraph: after"])
    }

    /// Each piece, repeated, makes a careless reader look at the same bytes again and again.
    private static let pieces = [
        "<!--", "<a href='", "<p \"", "&", "&#", "<![CDATA[>", "</", "<?", "</div>", "<div></nav>", "<table></div>",
        "<b ",
        "<a href=x>", "<li>", "<br>", "<pre>\n", "<td><pre>a\n", "<sup>1", "<svg>", "<div class='a-a a'>", "<nav>a",
        "<div style='display:'>", "<script></scrip>", "<title>", "&nbsp", "<p>a</p><nav>b</nav>", "<h2>a", "<tr><td>a",
    ]

    /// Sixteen times as much may take sixteen times as long, and some for luck; a square would take 256 times.
    @Test(arguments: pieces)
    func repetitionIsLinear(_ piece: String) {
        let short = String(repeating: piece, count: 1_000)
        let long = String(repeating: piece, count: 16_000)
        let (first, second) = (Self.fastest { _ = HTMLReading(short) }, Self.fastest { _ = HTMLReading(long) })
        #expect(second < first * 64 + .milliseconds(20), "\(first) and \(second)")
    }

    private static func fastest(_ body: () -> Void) -> Duration {
        (0..<3)
            .map { _ in
                let start = threadTime()
                body()
                return threadTime() - start
            }
            .min() ?? .zero
    }

    /// The time that this thread has worked.
    private static func threadTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    private static let seed = Array(
        """
        <?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
        <title>a &amp; b</title><link rel=canonical href=https://a.example/><script>x</script></head><body class="x">
        <header><nav role="navigation" style='display:none'><a href="/one">one</a></nav></header><main><h1>Näme</h1>
        <p>text<br>text <a href='https://b.example'>b</a><sup>1</sup> &notin; &#x41; &nbsp;</p><table><tr><td>a<td>
        <pre>b
        c</pre></table><ul hidden><li>d</ul><img alt="e"><noscript><img alt="e"></noscript><svg><title>f</title>
        <![CDATA[g]]></svg><textarea>h</textarea><input type=submit value=i></main><footer>j</footer><!-- k --></body>
        """
        .utf8
    )

    @Test func aPageMayEndAnywhere() {
        for length in 1...Self.seed.count {
            check(HTMLReading(Array(Self.seed.prefix(length))))
        }
    }

    @Test func anyByteMayBeWrong() {
        for index in Self.seed.indices {
            for byte: UInt8 in [0x00, 0x22, 0x26, 0x3C, 0x3E, 0xFF] {
                var page = Self.seed
                page[index] = byte
                check(HTMLReading(page))
            }
        }
    }

    /// Whatever the bytes, what comes out is in order.
    private func check(_ page: HTMLReading) {
        let scalars = page.text.unicodeScalars.count
        var end = 0
        for segment in page.draft.text.segments {
            #expect(segment.start >= end && segment.end > segment.start && segment.end <= scalars)
            #expect(segment.source.map { $0.upperBound <= Self.seed.count } ?? true)
            end = segment.end
        }
    }
}
