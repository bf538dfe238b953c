import AttackKnowledge
import AttackReports
import Foundation
import Testing

@testable import AttackReports

/// What strangers write must do nothing in any file, wherever in the report it lands.
@Suite struct HostileTextTests {
    @Test(arguments: HostileText.all)
    func noFileHoldsACharacterThatActs(text: String) throws {
        for file in ReportRenderer.files(for: try Samples.hostile(text), knowledge: try Fixtures.knowledge()) {
            let content = try #require(String(validating: file.bytes, as: UTF8.self))
            let active = content.unicodeScalars.filter { scalar in
                InertText.isActive(scalar) && scalar != "\n" && !(scalar == "\r" && file.name == "matches.csv")
            }
            #expect(active.isEmpty, "\(file.name)")
        }
    }

    @Test(arguments: HostileText.all)
    func thePageHasOnlyItsOwnTagsAndAttributes(text: String) throws {
        let knowledge = try Fixtures.knowledge()
        let bytes = ReportRenderer.bytes(of: try Samples.hostile(text), as: .html, knowledge: knowledge)
        let page = Markup(String(decoding: bytes, as: UTF8.self))
        let plain = ReportRenderer.bytes(of: try Samples.hostile("plain"), as: .html, knowledge: knowledge)
        let ordinary = Set(Markup(String(decoding: plain, as: UTF8.self)).tags.map(\.name)).union(["mark"])
        for tag in page.tags {
            #expect(ordinary.contains(tag.name))
            #expect(!tag.attributes.keys.contains { $0.hasPrefix("on") || $0 == "src" || $0 == "style" })
            if let address = tag.attributes["href"] {
                #expect(address.hasPrefix("#") || address.hasPrefix("https://attack.mitre.org/"))
            }
        }
    }

    @Test(arguments: HostileText.formulas)
    func noCellIsAFormula(text: String) throws {
        let lines = CSVLines(CSVReport.bytes(for: try Samples.hostile(text)))
        for cell in lines.lines.joined() {
            let first = cell.unicodeScalars.first { $0 != " " && $0 != "\"" }
            #expect(first.map { !"=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(cell)")
        }
    }

    @Test(arguments: HostileText.markdown + HostileText.markup)
    func theMarkdownPageHasNoHTMLAndNoForeignLinks(text: String) throws {
        let bytes = MarkdownReport.bytes(for: try Samples.hostile(text), knowledge: try Fixtures.knowledge())
        let page = String(decoding: bytes, as: UTF8.self).replacing(/\\./, with: "_")
        #expect(!page.contains("<") && !page.contains("&"))
        #expect(page.firstMatch(of: /\]\((?!https:\/\/attack\.mitre\.org\/)/) == nil)
        #expect(!page.contains("http://") && !page.contains("www."))
    }

    @Test func aTamperedIdLeadsNowhere() throws {
        let entity = ReportedEntity(kind: .group, id: "G0016/../../evil", name: "x", evidence: [])
        #expect(AttackLink.entity(entity) == nil)
        #expect(AttackLink.entity(ReportedEntity(kind: .tool, id: "G0016", name: "x", evidence: [])) == nil)
        let group = ReportedEntity(kind: .group, id: "G0016", name: "x", evidence: [])
        #expect(AttackLink.entity(group) == "https://attack.mitre.org/groups/G0016")
    }
}
