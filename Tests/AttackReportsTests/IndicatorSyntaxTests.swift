import AttackReports
import Testing

@testable import AttackReports

/// What other platforms would match against traffic and files has the form that its kind says.
@Suite struct IndicatorSyntaxTests {
    @Test(arguments: [
        (ReportedIndicatorKind.ipv4, "203.0.113.77"), (.ipv4, "198.51.100.0/24"), (.ipv6, "2001:db8::77"),
        (.ipv6, "::ffff:192.0.2.1"), (.ipv6, "2001:db8:1:2:3:4:5:6"), (.ipv6, "2001:db8::/32"), (.ipv6, "::"),
        (.domain, "tide-table.example"), (.domain, "xn--bcher-kva.example"), (.domain, "bücher.example"),
        (.url, "http://tide-table.example/berth/check.php?id=7"), (.url, "tcp://198.51.100.3:44"),
        (.url, "evil.example/a.php"), (.url, "https://[2001:db8::1]/x"), (.email, "purser+1@quay-side.example"),
        (.autonomousSystem, "AS64496"), (.md5, "41d0657f4c3f2f8879c7203b14617b8c"),
        (.ssdeep, "3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C"), (.fileName, "Invoice O'Brien.docm"),
        (.filePath, #"C:\ProgramData\Berth\heron.dll"#), (.registryKey, #"HKEY_CURRENT_USER\Software\Run"#),
        (.bitcoin, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), (.vulnerability, "CVE-2025-31337"),
    ])
    func whatThingsHaveIsTaken(kind: ReportedIndicatorKind, value: String) {
        #expect(IndicatorSyntax.accepts(Samples.indicator(kind, value)))
    }

    @Test(arguments: [
        (ReportedIndicatorKind.ipv4, "203.0.113.77:8080"), (.ipv4, "203.0.113[.]77"), (.ipv4, "203.0.113.256"),
        (.ipv4, "203.0.113"), (.ipv4, "203.0.113.7/33"), (.ipv4, "203.0.113.7 "), (.ipv4, "+1.2.3.4"),
        (.ipv6, "2001:db8:::1"), (.ipv6, "[2001:db8::1]"), (.ipv6, "2001:db8::1::2"), (.ipv6, "1:2:3:4:5:6:7:8:9"),
        (.domain, "tide-table[.]example"), (.domain, "localhost"), (.domain, "a..example"), (.domain, "a.example:80"),
        (.domain, "a' OR [x:y = 'z.example"), (.url, "hxxp://tide-table.example/"), (.url, "http://"),
        (.url, "http://a.example/ b"), (.url, "http://a[.]example/"), (.url, "javascript:alert(1)"),
        (.url, "http://a.example/\u{202E}x"), (.email, "purser"), (.email, "a@b@c.example"), (.email, "a b@c.example"),
        (.autonomousSystem, "AS4294967296"), (.autonomousSystem, "64496"), (.autonomousSystem, "AS-1"),
        (.md5, "41d0657f4c3f2f8879c7203b14617b8"), (.sha1, String(repeating: "g", count: 40)),
        (.fileName, "a\nb.exe"), (.fileName, ""), (.fileName, " \u{3000}"), (.filePath, "C:\\a\u{0}b"),
        (.registryKey, #"HKCU\Software"#), (.bitcoin, "bc1q"), (.vulnerability, "CVE-2025-1"),
        (.fileName, String(repeating: "a", count: 8193)),
    ])
    func whatNothingHasIsNot(kind: ReportedIndicatorKind, value: String) {
        #expect(!IndicatorSyntax.accepts(Samples.indicator(kind, value)))
    }

    struct Path: Sendable {
        let path: String
        let name: String?
        let folder: String?
    }

    @Test(arguments: [
        Path(path: #"C:\ProgramData\Berth\heron.dll"#, name: "heron.dll", folder: #"C:\ProgramData\Berth"#),
        Path(path: #"C:\boot.ini"#, name: "boot.ini", folder: #"C:\"#),
        Path(path: "/etc/passwd", name: "passwd", folder: "/etc"), Path(path: "/init", name: "init", folder: "/"),
        Path(path: "heron.dll", name: "heron.dll", folder: nil), Path(path: "/tmp/", name: nil, folder: "/tmp"),
        Path(path: "/", name: nil, folder: "/"),
    ])
    func aPathIsAFolderAndAName(path: Path) {
        let parts = FilePath(path.path)
        #expect(parts.name == path.name)
        #expect(parts.folder == path.folder)
    }

    @Test(arguments: [
        ("http://tide-table.example/a?b='c'&d=%7Be%7D#f", true), ("https://[2001:db8::1]:8443/x", true),
        ("http://tide-table.example/{e}", false), ("http://tide-table.example/100%", false),
        ("http://bücher.example/", false), ("evil.example/a.php", false), ("http://a.example/#a#b", false),
        ("http://a.example/[x]", false),
    ])
    func onlyALinkThatIsAURIToTheLetterIsAnObservable(link: String, isObservable: Bool) {
        #expect((Observable(Samples.indicator(.url, link)) != nil) == isObservable)
        #expect(IndicatorPattern.text(for: Samples.indicator(.url, link)) != nil)
    }

    /// The ids are those that the library `stix2` computes.
    @Test(arguments: [
        (ReportedIndicatorKind.ipv4, "198.51.100.0/24", "ipv4-addr--1ea47840-aa39-5aa8-b4a2-cd203eb6662a"),
        (.ipv6, "2001:db8::77", "ipv6-addr--144c3ec7-9f65-577d-b509-a1d00675f3b6"),
        (.domain, "tide-table.example", "domain-name--93024653-4cc5-588b-832f-7a5c8b87ce37"),
        (.url, "http://tide-table.example/berth/check.php?id=7", "url--41eabd24-24cb-5b1d-8d5d-d3f71fee171d"),
        (.email, "purser@quay-side.example", "email-addr--c4f1d27f-cd51-5ae6-8b26-e3341b0d94a0"),
        (.sha1, "58c71771b13fabdff3145343c3a58f9b0de78791", "file--99afaabf-bc88-5a03-8081-bd212c10a9a3"),
        (.md5, "41d0657f4c3f2f8879c7203b14617b8c", "file--3024fb1f-403d-594d-98ed-3b835fce1d7b"),
        (.ssdeep, "3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C", "file--6d7d0480-651b-5eac-9068-52f0bc293f24"),
        (.fileName, "Invoice O'Brien \"é\".docm", "file--9c79e39e-2754-515c-9776-c93c3bebab84"),
        (.filePath, #"C:\ProgramData\Berth\heron.dll"#, "file--9a9c4332-224d-5de4-8d50-24779e28cecd"),
        (.autonomousSystem, "AS64496", "autonomous-system--9ad79ee3-2fde-5015-b0cc-7a96404effca"),
        (
            .registryKey, #"HKEY_CURRENT_USER\Software\Run"#,
            "windows-registry-key--04c4350f-901f-504c-8b19-513fd6cbbb1e"
        ),
    ])
    func everyPlatformGivesAnObservableTheSameId(kind: ReportedIndicatorKind, value: String, id: String) {
        #expect(Observable(Samples.indicator(kind, value))?.id == id)
    }
}
