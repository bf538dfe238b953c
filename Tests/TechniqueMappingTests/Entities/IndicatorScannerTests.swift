import Testing

@testable import TechniqueMapping

@Suite("Indicators: what is found")
struct IndicatorScannerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let found: [String]
        var testDescription: String { text }

        init(_ text: String, _ found: String...) {
            self.text = text
            self.found = found
        }
    }

    private func found(_ text: String) -> [String] {
        IndicatorScanner.scan(text).matches.map { "\($0.kind.rawValue) \($0.value)" }
    }

    static let addresses = [
        Case("It calls 203.0.113.77 on port 443.", "ipv4 203.0.113.77"),
        Case("It calls 203[.]0[.]113[.]77:8443.", "ipv4 203.0.113.77"),
        Case("203.0.113[.77 and 198.]51.100.3", "ipv4 203.0.113.77", "ipv4 198.51.100.3"),
        Case("The net 198.51.100.0/24 is theirs.", "ipv4 198.51.100.0/24"),
        Case("Update to version 21.13.7.213 or later."),
        Case("See section 4.12.11.35 and 1.2.3.4."),
        Case("Chrome/49.12.26.23 is old; 256.1.1.1, 01.2.3.4 and 1.2.3.4.5 are nothing."),
        Case("The C2 is 2001:db8::8a2e:370:7334.", "ipv6 2001:db8::8a2e:370:7334"),
        Case("2001[:]db8:0:0:1:0:0:1, 2001:DB8:aa::/48", "ipv6 2001:db8:0:0:1:0:0:1", "ipv6 2001:db8:aa::/48"),
        Case("At 12:30:45 std::string and a::b met 00:11:22:33:44:55."),
        Case("Hosted in AS64496, not on an AS400.", "autonomous-system AS64496"),
    ]

    static let hosts = [
        Case("It resolves evil.example.com.", "domain evil.example.com"),
        Case("EVIL[.]COM, evil(.)net, evil[dot]org", "domain evil.com", "domain evil.net", "domain evil.org"),
        Case(#"evil\.com and bad\[.\]net"#, "domain evil.com", "domain bad.net"),
        Case("evil [.] com went dark. evil {.} org too", "domain evil.com"),
        Case("It calls evil[.]com.Then it sleeps.", "domain evil.com"),
        Case("b\u{FC}cher[.]com is a shop", "domain b\u{FC}cher.com"),
        Case("Mail to mallory[@]evil[.]com or eve@example.net!", "email mallory@evil.com", "email eve@example.net"),
        Case("payload[.]zip came from 163.com", "domain payload.zip", "domain 163.com"),
        Case("They use System.Net.WebClient, java.io and ASP.NET in Microsoft.Win32 code."),
        Case("Seen as Trojan.Win32.Agent.ac and Backdoor.Regin.in."),
        Case("The networks.In May they left.It was e.g. done, i.e. over."),
        Case(
            "It runs kernel32.dll, archive.zip and setup.sh.",
            "file-name kernel32.dll",
            "file-name archive.zip",
            "file-name setup.sh"
        ),
        Case("com.android.phone calls os.name and user.id( in Node.js."),
    ]

    static let links = [
        Case("See (hxxps://evil[.]com/a_(b)?x=1).", "url https://evil.com/a_(b)?x=1"),
        Case("hXXp[:]//evil[.]com/gate[.]php,", "url http://evil.com/gate.php"),
        Case("h**ps[://]198[.]51[.]100[.]3:8080/", "url https://198.51.100.3:8080/"),
        Case("[text](https://example.com/Page).", "url https://example.com/Page"),
        Case("evil[.]com/Gate.php\" and evil[.]com/", "url evil.com/Gate.php", "domain evil.com"),
        Case("http://[2001:db8::1]:8080/x", "url http://[2001:db8::1]:8080/x"),
        Case("http://localhost/a.exe and http://server/b"),
        Case(
            "https://nvd.nist.gov/vuln/detail/CVE-2024-12345",
            "url https://nvd.nist.gov/vuln/detail/CVE-2024-12345",
            "vulnerability CVE-2024-12345"
        ),
        Case("http://a.com/x,http://b.com/y;", "url http://a.com/x", "url http://b.com/y"),
        Case("Visited: clerk@hxxps://evil[.]com/a", "url https://evil.com/a"),
        Case("2020-06-02,http://203.0.113.5/a,URL of the C2", "url http://203.0.113.5/a"),
    ]

    static let hashes = [
        Case("MD5 D41D8CD98F00B204E9800998ECF8427E.", "md5 d41d8cd98f00b204e9800998ecf8427e"),
        Case("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        Case(
            "|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855|",
            "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        ),
        Case("Imphash: 81ca8b811412284938148fc4f2a76c09", "imphash 81ca8b811412284938148fc4f2a76c09"),
        Case("ja3 a0e9f5d64349fb13191bc781f81f42e1, 00000000000000000000000000000000"),
        Case("d41d8cd98f00b204e9800998ecf8427e.exe", "md5 d41d8cd98f00b204e9800998ecf8427e"),
        Case(
            "96:hRbDHxTYDCY0JYbCYsxJVdHYHyhYbJY:4mVhJcdTsd",
            "ssdeep 96:hRbDHxTYDCY0JYbCYsxJVdHYHyhYbJY:4mVhJcdTsd"
        ),
        Case(
            "cve-2021-34527, CVE\u{2011}2020\u{2011}0601 and CVE 2019-19781",
            "vulnerability CVE-2021-34527",
            "vulnerability CVE-2020-0601",
            "vulnerability CVE-2019-19781"
        ),
        Case("x.CVE 2021-34527", "vulnerability CVE-2021-34527"),
        Case(
            "http://a.com/?q=zz-CVE-2020-1234 [.] com",
            "url http://a.com/?q=zz-CVE-2020-1234",
            "vulnerability CVE-2020-1234"
        ),
        Case("CVE-2021-12 and CVE-99-1234 are none"),
        Case(
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "bitcoin-address bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
        ),
        Case("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdr"),
    ]

    static let paths = [
        Case(#"It writes C:\ProgramData\svc\a.dll, then rests."#, #"file-path C:\ProgramData\svc\a.dll"#),
        Case(#"C:\\Users\\Public\\x.exe -k"#, #"file-path C:\Users\Public\x.exe"#),
        Case(
            #"in C:\Program Files (x86)\Acme Tools\run.exe /q"#,
            #"file-path C:\Program Files (x86)\Acme Tools\run.exe"#
        ),
        Case(
            #"to C:\Windows\Temp and \\fs01\share\x.bat"#,
            #"file-path C:\Windows\Temp"#,
            #"file-path \\fs01\share\x.bat"#
        ),
        Case(#"%APPDATA%\Acme\<random>.exe"#, #"file-path %APPDATA%\Acme\<random>.exe"#),
        Case(#""C:\Users\me\my file.txt""#, #"file-path C:\Users\me\my file.txt"#),
        Case(
            "It lands in /var/tmp/.x/kworker and /etc/cron.d/x.",
            "file-path /var/tmp/.x/kworker",
            "file-path /etc/cron.d/x"
        ),
        Case("and/or, 24/7, /index/page"),
        Case(
            #"HKCU\Software\Microsoft\Windows\CurrentVersion\Run, hklm:\SOFTWARE\Acme Corp\Agent"#,
            #"registry-key HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"#,
            #"registry-key HKEY_LOCAL_MACHINE\SOFTWARE\Acme Corp\Agent"#
        ),
        Case("invoice.pdf.exe and a\\_b.ps1", "file-name invoice.pdf.exe", "file-name a_b.ps1"),
    ]

    /// Addresses are found, and versions, sections, times and code are not.
    @Test(arguments: addresses) func addressesAreFound(_ example: Case) {
        #expect(found(example.text) == example.found)
    }

    /// Hosts are found however they are written, and code, files, detections and two sentences are not.
    @Test(arguments: hosts) func hostsAreFound(_ example: Case) { #expect(found(example.text) == example.found) }

    /// Links are found whole, without the punctuation around them.
    @Test(arguments: links) func linksAreFound(_ example: Case) { #expect(found(example.text) == example.found) }

    @Test(arguments: hashes) func hashesAndIdsAreFound(_ example: Case) {
        #expect(found(example.text) == example.found)
    }

    @Test(arguments: paths) func pathsAndKeysAreFound(_ example: Case) { #expect(found(example.text) == example.found) }

    /// The first place is exactly what is written, in scalars, whatever stands around it.
    @Test func thePlacesAreExact() throws {
        let examples = (Self.addresses + Self.hosts + Self.links + Self.hashes + Self.paths).map(\.text)
        let fillers = [
            "\u{1F600} ", "caf\u{E9}\n", "\u{201C}so\u{201D}\t", "\u{6F22}\u{5B57}\u{3002} ", "plain words. ",
        ]
        for (index, example) in examples.enumerated() {
            let text = fillers[index % fillers.count] + example + "\n" + fillers[(index + 2) % fillers.count] + example
            for match in IndicatorScanner.scan(text).matches {
                let first = try #require(match.places.first)
                #expect(first.text(in: text) == match.writtenAs)
                for place in match.places { #expect(place.text(in: text).count == match.writtenAs.count) }
                #expect(match.places == match.places.sorted { $0.start < $1.start })
                #expect(match.count >= match.places.count)
            }
        }
    }

    @Test func theSameIndicatorIsCountedWhereverItStandsAndHoweverItIsWritten() throws {
        let text = "evil[.]com, evil.com and EVIL(.)COM; " + String(repeating: "evil.com ", count: 9)
        let match = try #require(IndicatorScanner.scan(text).matches.first)
        #expect(match.count == 12)
        #expect(match.places.count == 5)
        #expect(match.isDefanged)
        #expect(match.writtenAs == "evil[.]com")
    }

    @Test func whatIsTooManyIsCountedAndNotKept() {
        let text = (0..<50).map { "host\($0).com" }.joined(separator: " ")
        let findings = IndicatorScanner.scan(text, limit: 20)
        #expect(findings.matches.count == 20)
        #expect(findings.omitted == 30)
    }

    /// Each of these would take minutes if any byte were read again and again.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ".", "a1", "[", "a.", ":", "/", "\\", "a@", "a[.]", "C:\\a b ", "%a", "\\\\a\\", "http://", "1.",
            "a b [.] ",
            "http://a.com/(", "\u{E9}.", "CVE-", "7:aaaaaaaaaa:", "<http://a.com/", "HKLM\\a b ", "$env:", "(/a](",
        ]
    )
    func hostileTextIsReadInOnePass(_ piece: String) {
        let text = String(repeating: piece, count: 400_000 / piece.utf8.count)
        let findings = IndicatorScanner.scan(text)
        #expect(findings.matches.count < 10)
    }

    /// Random bytes made valid neither trap nor give places outside the text.
    @Test func arbitraryTextIsSafe() {
        var state: UInt64 = 42
        let alphabet = Array("aA1.:/\\[]()@%-_ \n\"'<>|~$+,;h\u{E9}\u{6F22}\u{1F600}tpxC".unicodeScalars)
        for _ in 0..<400 {
            var text = String.UnicodeScalarView()
            for _ in 0..<200 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            let string = String(text)
            for match in IndicatorScanner.scan(string).matches {
                #expect(match.places.first.map { $0.text(in: string) } == match.writtenAs)
            }
        }
    }
}
