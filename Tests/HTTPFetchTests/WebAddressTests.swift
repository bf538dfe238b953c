import Testing

@testable import HTTPFetch

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("https://example.org", "https://example.org/", "example.org"),
        ("  HTTP://Example.ORG:8080/a?b#c \n", "http://Example.ORG:8080/a?b", "example.org"),
        ("https://example.org./a", "https://example.org./a", "example.org"),
        ("http://0x7f000001/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://2130706433/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://127.1/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://0177.0.0.1/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://%31%32%37.0.0.1/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://１２７.０.０.１/", "http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]:80/", "http://[::1]:80/", "::1"),
        ("https://bücher.example/ü?ä", "https://xn--bcher-kva.example/%c3%bc?%c3%a4", "xn--bcher-kva.example"),
        ("https://u:p@example.org/", "https://u:p@example.org/", "example.org"),
    ])
    func anAddressIsReadAsItWillBeSent(_ typed: String, _ text: String, _ host: String) throws {
        let address = try WebAddress(typed)
        #expect(address.text == text)
        #expect(address.host == host)
    }

    @Test(arguments: [
        ("", "https://"), ("example.org/a", "https://"), ("//example.org/", "https://"),
        ("http:example.org", "https://"),
        ("hxxps://example.org/", "unclickable"), ("https://exa mple.org/", "blank"),
        ("https://example.org/a b", "blank"),
        ("https://example.org/\u{2003}x", "blank"), ("https://example.org/a\nb", "cannot be seen"),
        ("https://example.org/\0", "cannot be seen"), ("https://example.org/\u{202E}fdp", "cannot be seen"),
        ("https://good.example\\@evil.example/", "backslash"), ("https://", ""), ("https:///", ""),
        ("https://example.org:99999/", ""), ("https://a@b:80@c/", ""), ("https://a%00b/", ""), ("https://[::1/", ""),
    ])
    func whatIsNoAddressIsRefusedWithTheReason(_ typed: String, _ reason: String) {
        let error = #expect(throws: HTTPFetchError.self) { try WebAddress(typed) }
        #expect(error?.code == .badURL)
        #expect(error?.isTransient == false)
        #expect(reason.isEmpty || error?.reason?.contains(reason) == true, "\(error?.description ?? "")")
        #expect(error?.description.unicodeScalars.contains { $0.properties.generalCategory == .control } == false)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://example.org/a", "gopher://example.org/", "javascript://x/%0aalert"])
    func otherProtocolsAreRefused(_ typed: String) {
        let error = #expect(throws: HTTPFetchError.self) { try WebAddress(typed) }
        #expect(error?.code == .protocolRefused)
    }

    @Test func anAddressHasAGreatestLength() throws {
        let start = "https://example.org/"
        let longest = start + String(repeating: "a", count: WebAddress.maximumLength - start.utf8.count)
        #expect(try WebAddress(longest).text == longest)
        let error = #expect(throws: HTTPFetchError.self) { try WebAddress(longest + "a") }
        #expect(error?.code == .badURL)
        #expect((error?.description.utf8.count ?? 0) < 600)
        // What grows when it is escaped counts as it is sent.
        let growing = start + String(repeating: "ü", count: 3000)
        #expect(throws: HTTPFetchError.self) { try WebAddress(growing) }
    }

    @Test(arguments: [
        ("/x", "https://h.example/x"), ("x?y", "https://h.example/a/x?y"), ("//o.example/x", "https://o.example/x"),
        ("http://o.example", "http://o.example/"), ("../../../x", "https://h.example/x"),
        ("?z", "https://h.example/a/b?z"), ("/ü", "https://h.example/%c3%bc"), (" /x\r", "https://h.example/x"),
    ])
    func aRedirectIsReadRelativeToItsPage(_ location: String, _ text: String) throws {
        let base = try WebAddress("https://h.example/a/b?c")
        #expect(try WebAddress(location, from: base).text == text)
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://o.example/", "gopher://o.example/", "data:text/html,x", "mailto:a@b",
    ])
    func aRedirectToAnotherProtocolIsNoAddress(_ location: String) throws {
        let base = try WebAddress("https://h.example/a/b?c")
        let error = #expect(throws: HTTPFetchError.self) { try WebAddress(location, from: base) }
        #expect(error?.code == .protocolRefused)
    }

    @Test func credentialsAndQueriesAreNotShown() throws {
        #expect(try WebAddress("https://u:p@example.org/a?token=1").shown == "https://example.org/a?...")
    }

    @Test func whatSteersATerminalIsNotShown() {
        #expect(RedactedURL.text("https://example.org/\u{1B}[2J\u{202E}") == "https://example.org/\u{FFFD}[2J\u{FFFD}")
        #expect(RedactedURL.text("https://example.org/" + String(repeating: "a", count: 400)).count == 300)
    }
}
