import Testing

@testable import TechniqueMapping

@Suite("Indicators: what they are named for")
struct IndicatorRoleTests {
    /// A made-up page with its address at the top, navigation, a body, a list of indicators, sources and a footer.
    static let page = """
        title: Copper Heron comes ashore
        url: https://www.harbourwatch.example.com/blog/copper-heron

        [Home](/) [Research](https://www.harbourwatch.example.com/research) [Shop](https://shop.partner-store.com/)
        ![map](/img/heron-map.png)

        The group wrote from clerk@harbour-office.net and from press-desk@gmail.com. Its loader asks
        http://update.tide-table.net/check.php for orders and https://raw.githubusercontent.com/heron/kit/main/a.ps1
        for a script, as [our friends](https://www.securehelm.org/heron) wrote. It reads C:\\Windows\\System32\\cmd.exe,
        pings 8.8.8.8 and 192.168.7.9, and talks to google[.]com first.

        https://www.tidewatch.org/2024/copper-heron

        ## Indicators of compromise
        tide-table.net
        http://203.0.113.9/a
        https://quay-side.net/login
        hxxps://github[.]com/heron/kit

        ## References
        [1] https://www.seanews.net/story
        harbour-list.org

        Contact us: press@harbourwatch.example.com, desk@harbourwatch.example.com or @harbourwatch
        """

    private func role(_ value: String) -> IndicatorMatch.Role? {
        IndicatorScanner.scan(Self.page).matches.first { $0.value == value }?.role
    }

    @Test(arguments: [
        "clerk@harbour-office.net", "press-desk@gmail.com", "http://update.tide-table.net/check.php",
        "https://raw.githubusercontent.com/heron/kit/main/a.ps1", "tide-table.net", "http://203.0.113.9/a",
        "https://quay-side.net/login", "https://github.com/heron/kit",
    ])
    func whatTheTextIsAboutIsAnIndicator(value: String) { #expect(role(value) == .indicator) }

    @Test(arguments: [
        "https://www.harbourwatch.example.com/blog/copper-heron", "https://www.harbourwatch.example.com/research",
        "https://shop.partner-store.com/", "https://www.securehelm.org/heron", #"C:\Windows\System32\cmd.exe"#,
        "8.8.8.8",
        "192.168.7.9", "google.com", "https://www.tidewatch.org/2024/copper-heron", "https://www.seanews.net/story",
        "harbour-list.org", "press@harbourwatch.example.com", "desk@harbourwatch.example.com",
    ])
    func whatThePageNeedsForItselfIsAReference(value: String) { #expect(role(value) == .reference) }

    @Test func picturesAndPagesOfTheSameSiteAreNothing() {
        #expect(role("heron-map.png") == nil)
    }

    /// Without an address at the top, the host of most plain links is the page's own.
    @Test func thePublisherIsTheHostOfMostLinks() {
        let text = """
            Read more at https://blog.quaylab.com/a or https://blog.quaylab.com/b or https://www.quaylab.com/c today.
            The loader fetches http://pier-nine.net/x.bin now.
            """
        let matches = IndicatorScanner.scan(text).matches
        #expect(matches.map(\.role) == [.reference, .reference, .reference, .indicator])
    }
}
