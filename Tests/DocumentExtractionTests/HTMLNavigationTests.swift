import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Content and what is around it")
struct HTMLNavigationTests {
    /// A paragraph that says something.
    private static let prose = """
        The operators of Night Heron came back in March with a loader that had been rewritten from scratch. It waits for
        two hours, asks a server for orders and takes screenshots of whatever window is in front at the time it is told.
        """

    private static let article = "<h2>Loader</h2>" + String(repeating: "<p>\(prose)</p>", count: 5)

    private func page(_ before: String, _ after: String = "") -> HTMLReading {
        HTMLReading("<body>\(before)<div class=post><h1>Night Heron is back</h1>\(Self.article)</div>\(after)</body>")
    }

    @Test func elementsThatSayWhatTheyAreAreBelieved() {
        let page = HTMLReading(
            """
            <a href="#main">Skip to the text</a><header><img alt="Heron Labs"><nav><ul><li><a href=/a>Home</a>
            <li>Products</ul></nav></header><main id=main><article><header><h1>Back</h1><p>By A. Analyst</header>
            \(Self.article)<footer>First seen in March</footer></article><aside><h3>More</h3><a href=/b>Other</a></aside>
            </main><div role=contentinfo><p>Heron Labs, 2024</div>
            """
        )
        #expect(
            page.navigation
                == ["Skip to the text", "Heron Labs", "Home", "Products", "More", "Other", "Heron Labs, 2024"]
        )
    }

    /// Many sites have nothing but boxes; their menus are links, and what they report is text.
    @Test func linksAroundTheTextAreNavigationWithoutAnySign() {
        let page = page(
            "<div><div><a href=/1>Blog</a> <a href=/2>Products</a></div><div><h4>Topics</h4><a href=/3>Malware</a></div></div>",
            "<div><p><a href=/4>Next: the tern</a></p><p>Questions? Write to us.</p></div>"
        )
        #expect(page.navigation == ["Blog Products", "Topics", "Malware", "Next: the tern"])
    }

    @Test func namesCountForWhatIsShortOrMadeOfLinks() {
        let page = page(
            "<div class='siteHeader top_menu'><span>Heron Labs</span></div><div id=cookie-banner><p>We bake. <button>OK</button></div>",
            "<div class=related-posts><h3>Read on</h3><p>The tern</p></div>"
        )
        #expect(page.navigation == ["Heron Labs", "We bake. OK", "Read on", "The tern"])
    }

    static let content = [
        // Sentences are content in any box.
        "<aside class=sidebar><p>\(prose)</p></aside>", "<footer><p>\(prose)</p></footer>",
        // So are listings and tables that are not made of links.
        "<div class=widget><table><tr><td>run.exe<td>loader</table></div>", "<nav><pre>run.exe /q</pre></nav>",
        // And whatever looks like an indicator, or says who may read the page.
        "<div hidden><ul><li>bad[.]example</ul></div>", "<footer>hxxp://bad.example</footer>",
        "<div style='display: none'><p>d41d8cd98f00b204e9800998ecf8427e</div>", "<header>TLP:AMBER</header>",
        // Links to other sites are sources.
        "<ul><li><a href=https://one.example/>The first report</a><li><a href=https://two.example/>The second</a></ul>",
        // A name may be about the subject.
        "<div class='page has-sidebar'><p>Beside the bar</p></div>", "<div id=research-history><p>Of terns</p></div>",
        // End tags of nothing close nothing.
        "</nav></aside></header><p>Plain</p>", "<nav></div></nav><p>Plain</p>",
    ]

    @Test(arguments: content)
    func inDoubtItIsContent(_ html: String) {
        #expect(page("", html).navigation == [])
        #expect(page(html).navigation == [])
    }

    @Test func withinTheContentOnlyBoxesOfLinksAreNavigation() {
        let html = """
            <div id=search-order-hijacking><p>It was seen twice</p></div><ul><li><a href=/x>The first part</a></ul>
            <div class=share><a href=https://social.example/x>Share</a></div>
            """
        let page = HTMLReading("<main>\(Self.article)\(html)</main>")
        #expect(page.navigation == ["Share"])
    }

    /// A menu whose end tag was forgotten would swallow the page.
    @Test(arguments: ["<nav>", "<header>", "<div role=navigation>", "<div class=menu>", "<div hidden>", "<aside><nav>"])
    func aBoxThatHoldsTheTextIsNotAroundIt(_ box: String) {
        let page = HTMLReading("\(box)<a href=/>Home</a><h1>Night Heron is back</h1>\(Self.article)<p>The end</p>")
        #expect(!page.navigation.contains { $0 != "Home" })
    }

    @Test func aTitleInTheSitesHeaderIsTheDocuments() {
        let page = HTMLReading(
            "<header><h1>Night Heron is back again</h1><h2>Blog</h2></header><main>\(Self.article)</main>"
        )
        #expect(page.navigation == ["Blog"])
    }

    /// Browsers close nothing around a table from within one of its cells.
    @Test func anEndTagInACellLeavesWhatIsAroundTheTableOpen() {
        let page = page(
            "",
            "<footer><table role=presentation><tr><td></footer>Write to us</table>Heron Labs</footer>Bye"
        )
        #expect(page.navigation == ["Write to us", "Heron Labs"])
    }

    @Test func rowsOfLinksAroundTheTextAreAMenu() {
        let table = "<table><tr><td><a href=/a>Home</a><td><a href=/b>Blog</a></table>"
        #expect(page(table).navigation == ["Home  Blog"])
        #expect(HTMLReading("<main>\(Self.article)\(table)</main>").navigation == [])
    }

    @Test func aPageWithoutTextHasMenusWhereLinksFollowOneAnother() {
        let links = (1...5).map { "<li><a href=/\($0)>Part \($0)</a>" }.joined()
        #expect(HTMLReading("<h1>Parts</h1><ul>\(links)</ul><p>Come back soon</p>").navigation.count == 5)
        #expect(HTMLReading("<p><a href=/1>One</a></p><p>Two</p>").navigation == [])
    }

    @Test func scriptsWithoutSpacesHaveSentencesToo() {
        let page = HTMLReading("<aside><p>" + String(repeating: "攻撃者は三月に戻り、新しいローダーを使った。", count: 3) + "</p></aside>")
        #expect(page.navigation == [])
    }

    @Test func linksThatAreNavigationAreNotListed() {
        let page = HTMLReading(
            "<nav><a href=https://a.example/>A</a></nav><main>\(Self.article)<a href=https://b.example/x>B</a></main>"
        )
        #expect(page.blocks.filter { $0.hasPrefix("link") } == ["link: https://b.example/x"])
    }

    /// Only the kinds differ: every word stays where it stands.
    @Test func nothingIsLeftOutOrMoved() {
        let page = page("<nav>one</nav>", "<footer>two</footer>")
        #expect(page.text.hasPrefix("one\n\nNight Heron is back\n\nLoader\n\nThe operators"))
        #expect(page.text.hasSuffix("\n\ntwo"))
    }
}
