import AttackKnowledge
import Foundation
import Testing

@testable import AttackReports

@Suite struct IndicatorTests {
    private static func indicator(
        _ kind: ReportedIndicatorKind,
        _ value: String,
        role: ReportedIndicator.Role = .indicator
    ) -> ReportedIndicator {
        ReportedIndicator(
            kind: kind,
            value: value,
            writtenAs: value,
            role: role,
            places: [ReportedIndicator.Place(start: 3, end: 9, page: 2)]
        )
    }

    @Test(arguments: [
        (ReportedIndicatorKind.url, "https://evil.com/a.php?x=b.c", "hxxps://evil[.]com/a.php?x=b.c"),
        (.url, "evil.com/a.php", "evil[.]com/a.php"), (.url, "tcp://198.51.100.3:44", "tcp://198[.]51[.]100[.]3:44"),
        (.domain, "a.evil.com", "a[.]evil[.]com"), (.email, "eve@evil.com", "eve[@]evil[.]com"),
        (.ipv4, "198.51.100.0/24", "198[.]51[.]100[.]0/24"), (.ipv6, "2001:db8::1", "2001[:]db8::1"),
        (.fileName, "a.exe", "a.exe"),
    ])
    func addressesAreShownSoThatTheyCannotBeClicked(kind: ReportedIndicatorKind, value: String, shown: String) {
        #expect(DefangedText.of(Self.indicator(kind, value)) == shown)
    }

    @Test(arguments: [
        (ReportedIndicatorKind.domain, "evil.com", "[domain-name:value = 'evil.com']"),
        (.sha256, "ab", "[file:hashes.'SHA-256' = 'ab']"),
        (.autonomousSystem, "AS64496", "[autonomous-system:number = 64496]"),
        (
            .filePath, #"C:\Users\it's.exe"#,
            #"[file:name = 'it\'s.exe' AND file:parent_directory_ref.path = 'C:\\Users']"#
        ),
        (.registryKey, #"HKEY_USERS\a"#, #"[windows-registry-key:key = 'HKEY_USERS\\a']"#),
    ])
    func patternsAreThoseOfStix(kind: ReportedIndicatorKind, value: String, pattern: String) {
        #expect(IndicatorPattern.text(for: Self.indicator(kind, value)) == pattern)
    }

    @Test func theBundleHasIndicatorsAndVulnerabilitiesAndNoReferences() throws {
        let report = Samples.report(indicators: [
            Self.indicator(.domain, "evil.com"), Self.indicator(.url, "https://example.com/news", role: .reference),
            Self.indicator(.vulnerability, "CVE-2024-12345"), Self.indicator(.bitcoin, "bc1q"),
        ])
        let knowledge = try Fixtures.knowledge()
        let bundle = String(decoding: STIXReport.bytes(for: report, knowledge: knowledge), as: UTF8.self)
        #expect(bundle.contains("[domain-name:value = 'evil.com']"))
        #expect(bundle.contains("\"name\": \"CVE-2024-12345\""))
        #expect(!bundle.contains("example.com"))
        #expect(!bundle.contains("bc1q"))
    }

    @Test func thePageFoldsReferencesAndLongListsAndLinksToNone() throws {
        let many = (0..<40).map { Self.indicator(.domain, "host\($0).com") }
        let report = Samples.report(indicators: many + [Self.indicator(.url, "https://example.com/", role: .reference)])
        let page = String(
            decoding: HTMLReport.bytes(for: report, knowledge: try Fixtures.knowledge()),
            as: UTF8.self
        )
        #expect(page.contains("<summary>16 more</summary>"))
        #expect(page.contains("<summary>1 reference that"))
        #expect(page.contains("<code>host39[.]com</code> <small>page 2</small>"))
        #expect(!page.contains("href=\"https://example.com"))
    }

    /// Reports of the time before there were indicators are still read.
    @Test func aReportWithoutIndicatorsIsRead() throws {
        var text = String(decoding: JSONReport.bytes(for: Samples.report(), knowledge: nil), as: UTF8.self)
        text = text.replacing("  \"indicators\": [],\n", with: "")
        #expect(!text.contains("indicators"))
        #expect(try JSONDecoder().decode(AttackReport.self, from: Data(text.utf8)) == Samples.report())
    }
}
