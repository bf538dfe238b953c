import AttackKnowledge
import AttackReports
import Foundation
import Testing

@testable import AttackReports

/// What strangers write must do nothing on the pages, wherever in a report with a history it lands.
@Suite struct HostileHistoryTests {
    private func page(_ text: String, _ format: ReportFormat) throws -> String {
        let bytes = ReportRenderer.bytes(
            of: try Samples.hostileHistory(text),
            as: format,
            knowledge: try Fixtures.measures(named: text)
        )
        return try #require(String(validating: bytes, as: UTF8.self))
    }

    @Test(arguments: HostileText.all)
    func noPageHoldsACharacterThatActs(text: String) throws {
        for format in [ReportFormat.html, .markdown] {
            let active = try page(text, format).unicodeScalars.filter { InertText.isActive($0) && $0 != "\n" }
            #expect(active.isEmpty, "\(format)")
        }
    }

    @Test(arguments: HostileText.all)
    func thePageHasOnlyItsOwnTagsAndAttributes(text: String) throws {
        let ordinary = Set(Markup(try page("plain", .html)).tags.map(\.name)).union(["mark"])
        for tag in Markup(try page(text, .html)).tags {
            #expect(ordinary.contains(tag.name))
            #expect(!tag.attributes.keys.contains { $0.hasPrefix("on") || $0 == "src" || $0 == "style" })
            if let address = tag.attributes["href"] {
                #expect(address.hasPrefix("#") || address.hasPrefix("https://attack.mitre.org/"))
            }
        }
    }

    @Test(arguments: HostileText.markdown + HostileText.markup)
    func theMarkdownPageHasNoHTMLAndNoForeignLinks(text: String) throws {
        let page = try page(text, .markdown).replacing(/\\./, with: "_")
        #expect(!page.contains("<") && !page.contains("&"))
        #expect(page.firstMatch(of: /\]\((?!https:\/\/attack\.mitre\.org\/)/) == nil)
        #expect(!page.contains("http://") && !page.contains("www."))
    }

    /// The texts are where they were put: a page that left them out would pass every other test.
    @Test(arguments: [ReportFormat.html, .markdown])
    func everyPartOfThePageHoldsTheText(format: ReportFormat) throws {
        let page = try page("xyzzy", format).replacing("**", with: "")
        for place in [
            "nder “", " of this report was made ", "the model ", "Rejected by an analyst",
            "the one before is document ",
            "the first was made ", "M1053", "DET0329", "Author",
        ] {
            let part = try #require(page.range(of: place), "no \(place)")
            #expect(page[part.upperBound...].prefix(700).contains("xyzzy"), "\(place)")
        }
        for change in ["came in", "went out", "certain"] {
            let row = page.split(separator: "\n").first { $0.contains(change) && $0.contains("T1") }
            #expect(row?.contains("xyzzy") == true, "\(change)")
        }
    }

    @Test func aTamperedIdOfAMeasureLeadsNowhere() {
        #expect(AttackLink.mitigation("M1038/../x") == nil && AttackLink.mitigation("DET0001") == nil)
        #expect(AttackLink.detectionStrategy("DET1?x") == nil && AttackLink.detectionStrategy("") == nil)
        #expect(AttackLink.mitigation("M1038") == "https://attack.mitre.org/mitigations/M1038")
    }
}
