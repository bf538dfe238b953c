import AttackKnowledge
import AttackReports
import Testing

@testable import AttackReports

@Suite struct HTMLReportTests {
    private func page(_ report: AttackReport) throws -> String {
        String(decoding: HTMLReport.bytes(for: report, knowledge: try Fixtures.knowledge()), as: UTF8.self)
    }

    private func pages() throws -> [String] {
        [try page(Fixtures.incident()), try page(Samples.report()), try page(Samples.hostile(HostileText.everything))]
    }

    @Test func thePageRunsNothingAndLoadsNothing() throws {
        for page in try pages() {
            let markup = Markup(page)
            #expect(markup.all("script").isEmpty && markup.all("link").isEmpty && markup.all("img").isEmpty)
            #expect(!page.contains("url(") && !page.contains("@import"))
            let policy = markup.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
            #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none'") == true)
        }
    }

    @Test func thePageHasLanguageTitleLandmarksAndOneMainHeading() throws {
        for page in try pages() {
            let markup = Markup(page)
            #expect(markup.all("html").map(\.attributes["lang"]) == ["en"])
            #expect(page.contains("<meta charset=\"utf-8\">"))
            for name in ["title", "header", "nav", "main", "footer", "h1"] {
                #expect(markup.all(name).count == 1, "\(name)")
            }
            #expect(markup.all("section").allSatisfy { $0.attributes["aria-labelledby"] != nil })
        }
    }

    @Test func headingsGoDownOneStepAtATime() throws {
        for page in try pages() {
            let levels = Markup(page).tags.filter { !$0.isEnd }
                .compactMap { tag in
                    tag.name.count == 2 && tag.name.hasPrefix("h") ? tag.name.last?.wholeNumberValue : nil
                }
            #expect(levels.first == 1)
            #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
        }
    }

    @Test func everyHeaderCellHasAScopeAndEveryTableACaption() throws {
        for page in try pages() {
            let markup = Markup(page)
            #expect(markup.all("th").allSatisfy { ["row", "col"].contains($0.attributes["scope"]) })
            #expect(markup.all("caption").count == markup.all("table").count)
        }
    }

    @Test func everyTagIsClosedInOrder() throws {
        let void: Set = ["meta", "br", "img"]
        for page in try pages() {
            var open: [String] = []
            for tag in Markup(page).tags where !void.contains(tag.name) {
                if tag.isEnd {
                    #expect(open.popLast() == tag.name)
                } else {
                    open.append(tag.name)
                }
            }
            #expect(open.isEmpty)
        }
    }

    @Test func idsAreUniqueAndLinksWithinThePageLeadSomewhere() throws {
        for page in try pages() {
            let markup = Markup(page)
            let ids = markup.tags.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count)
            for link in markup.all("a").compactMap({ $0.attributes["href"] }) where link.hasPrefix("#") {
                #expect(ids.contains(String(link.dropFirst())), "\(link)")
            }
        }
    }

    @Test func linksThatLeaveThePageGoToMitreAndSendNoReferrer() throws {
        let links = Markup(try page(Fixtures.incident())).all("a")
            .filter { !($0.attributes["href"] ?? "").hasPrefix("#") }
        #expect(links.count == 10)
        #expect(links.allSatisfy { $0.attributes["rel"] == "noreferrer" })
        #expect(links.contains { $0.attributes["href"] == "https://attack.mitre.org/techniques/T1059/001" })
    }

    @Test func tellingWordsAreMarkedAndReplacedIdsExplained() throws {
        let page = try page(Fixtures.incident())
        #expect(
            page.contains("ran an <mark>encoded</mark> <mark>PowerShell command</mark> which <mark>downloaded</mark>")
        )
        #expect(page.contains("Written as T1086; ATT&amp;CK has since replaced it with T1059.001."))
        #expect(page.contains("file servers &amp; both backup"))
    }

    @Test func aSentenceOfAMegabyteIsCutAroundItsTellingWord() throws {
        let text =
            String(repeating: "filler ", count: 80_000) + "ransomware" + String(repeating: " filler", count: 80_000)
        let evidence = Samples.sentence(text, terms: ["ransomware"])
        let page = try page(Samples.report(techniques: [try Samples.technique(evidence: [evidence])]))
        #expect(page.utf8.count < 40_000)
        #expect(page.contains("<mark>ransomware</mark>"))
    }
}
