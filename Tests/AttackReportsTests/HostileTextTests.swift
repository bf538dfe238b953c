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

    /// A value that ends its own string would match whatever its author likes.
    @Test(arguments: HostileText.all)
    func noValueBreaksOutOfAPattern(text: String) throws {
        let bytes = STIXReport.bytes(for: try Samples.hostile(text), knowledge: try Fixtures.knowledge())
        let objects = try #require(try JSONTree.reading(bytes)["objects"]).items
        for pattern in objects.compactMap({ $0["pattern"]?.text }) {
            let shape = pattern.replacing(/'(?:[^'\\]|\\['\\])*'/.dotMatchesNewlines(), with: "S")
            let isWhole = shape.wholeMatch(
                of: /\[[a-z0-9:.S_-]+ (=|ISSUBSET) [0-9S]+( AND file:parent_directory_ref.path = S)?\]/
            )
            #expect(isWhole != nil, "\(pattern)")
        }
    }

    @Test(arguments: HostileText.all)
    func noTextBecomesATag(text: String) throws {
        let bytes = MISPReport.bytes(for: try Samples.hostile(text), knowledge: try Fixtures.knowledge())
        let event = try #require(try JSONTree.reading(bytes)["Event"])
        #expect(
            event["Tag"]?.items.compactMap { $0["name"]?.text } == [
                #"misp:automation-level="unsupervised""#,
                #"misp-galaxy:mitre-attack-pattern="Data Encrypted for Impact - T1486""#,
                #"misp-galaxy:mitre-attack-pattern="Inhibit System Recovery - T1490""#,
                #"misp-galaxy:mitre-tool="Mimikatz - S0002""#,
            ]
        )
        #expect(event["Attribute"]?.items.contains { $0["Tag"] != nil } == false)
        #expect(event.strings.filter { $0.hasPrefix("https://") && !$0.hasPrefix("https://attack.mitre.org/") }.isEmpty)
    }

    /// What a document says in sixty-six thousand characters is told in fewer, wherever platforms limit it.
    @Test func aVeryLongValueIsCutOrLeftOut() throws {
        let long = String(repeating: "a", count: 66_000)
        let report = Samples.report(
            name: long,
            techniques: [try Samples.technique(name: long, writtenAs: [long], evidence: [Samples.sentence(long)])],
            groups: [ReportedEntity(kind: .group, id: "G0037", name: long, evidence: [])],
            indicators: [Samples.indicator(.fileName, long)]
        )
        let knowledge = try Fixtures.knowledge()
        for format in [ReportFormat.stix, .misp, .layer] {
            let strings = try JSONTree.reading(ReportRenderer.bytes(of: report, as: format, knowledge: knowledge))
                .strings
            #expect((strings.map(\.utf8.count).max() ?? 0) < 65_535, "\(format)")
        }
        let lines = CSVLines(CSVReport.bytes(for: report)).lines
        #expect(lines.joined().allSatisfy { $0.unicodeScalars.count <= 32_767 })
    }

    @Test func aTamperedIdLeadsNowhere() throws {
        let entity = ReportedEntity(kind: .group, id: "G0016/../../evil", name: "x", evidence: [])
        #expect(AttackLink.entity(entity) == nil)
        #expect(AttackLink.entity(ReportedEntity(kind: .tool, id: "G0016", name: "x", evidence: [])) == nil)
        let group = ReportedEntity(kind: .group, id: "G0016", name: "x", evidence: [])
        #expect(AttackLink.entity(group) == "https://attack.mitre.org/groups/G0016")
    }
}
