import AttackKnowledge
import AttackReports
import Testing

@testable import AttackReports

@Suite struct HTMLReportTests {
    private func page(_ report: AttackReport) throws -> String {
        String(decoding: HTMLReport.bytes(for: report, knowledge: try Fixtures.measures()), as: UTF8.self)
    }

    private func pages() throws -> [String] {
        [
            try page(Fixtures.incident()), try page(Fixtures.history()), try page(Samples.report()),
            try page(Samples.hostileHistory(HostileText.everything)),
        ]
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
            let ids = Set(markup.tags.compactMap { $0.attributes["id"] })
            for part in markup.all("section") + markup.all("article") {
                #expect(part.attributes["aria-labelledby"].map(ids.contains) == true)
            }
            #expect(markup.all("nav").allSatisfy { $0.attributes["aria-label"] != nil })
        }
    }

    /// A keyboard gets past the contents with the first link, into folds, and nothing is reached by a pointer alone.
    @Test func theFirstLinkSkipsToTheReportAndEveryFoldHasItsSummary() throws {
        for page in try pages() {
            let markup = Markup(page)
            #expect(markup.all("a").first?.attributes["href"] == "#main")
            #expect(markup.all("main").first?.attributes["tabindex"] == "-1")
            let starts = markup.tags.filter { !$0.isEnd }
            for (fold, next) in zip(starts, starts.dropFirst()) where fold.name == "details" {
                #expect(next.name == "summary")
            }
            // Nothing scrolls by itself, so that nothing but links and folds needs the focus.
            #expect(page.firstMatch(of: /overflow(-x|-y)?:(auto|scroll)/) == nil)
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
        #expect(links.count == 15)
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

    @Test func thePageSaysWhatChangedAndLinksToWhatIsOnIt() throws {
        let page = try page(Fixtures.history())
        #expect(
            page.contains("Version 2 of this report was made <time>2026-04-22T09:00:00Z</time> with ATT&amp;CK 17.1")
        )
        #expect(
            page.contains("<a href=\"#T1490\">T1490</a></span></th><td>came in</td><td><span class=\"muted\">not found")
        )
        #expect(
            page.contains(
                "https://attack.mitre.org/techniques/T1595\" rel=\"noreferrer\">T1595</a></span></th><td>went out"
            )
        )
        #expect(page.contains("<td>replaces T1086</td>") && page.contains("<td>less certain</td>"))
    }

    @Test func thePageSaysWhatAnalystsSaid() throws {
        let page = try page(Fixtures.history())
        #expect(page.contains("Analysts have accepted 1 technique, added 1 technique and rejected 1 technique."))
        #expect(page.contains("Accepted by an analyst</p>") && page.contains("Added by an analyst</p>"))
        let rejected = try #require(page.split(separator: "<section id=\"rejected\"").last)
        #expect(rejected.contains("Active Scanning"))
    }

    @Test func everyTechniqueHasItsMitigationsAndDetectionStrategies() throws {
        let page = try page(Fixtures.history())
        #expect(page.contains("<a href=\"https://attack.mitre.org/mitigations/M1038\" rel=\"noreferrer\">M1038</a>"))
        #expect(page.contains("https://attack.mitre.org/detectionstrategies/DET0329"))
        #expect(
            page.contains("<summary>1 mitigation and 1 detection strategy<span class=\"sr\"> for PowerShell</span>")
        )
    }

    @Test func aSentenceSaysItsPageItsSectionAndItsPart() throws {
        let page = try page(Fixtures.history())
        #expect(
            page.contains(
                "<span>Page 4</span> <span>Under “<bdi>Execution</bdi>”</span> <span>In <bdi>attached notes.docx</bdi></span>"
            )
        )
        #expect(page.contains("<span>Under “<bdi>Appendix B: techniques &amp; tools</bdi>”</span>"))
        #expect(page.contains("Why: 1 sentence writes its id, 1 sentence names it and 1 sentence reads like it."))
    }

    @Test(arguments: TrafficLight.allCases)
    func theMarkingIsAtTheTopAtTheBottomAndOnEveryPrintedPage(marking: TrafficLight) throws {
        let report = AttackReport(
            id: "r-000001",
            generatedAt: "2026-04-28T14:00:00Z",
            toolVersion: "0.1.0",
            document: Samples.report().document,
            attack: Samples.report().attack,
            model: ReportModel(hash: "9c1e0f4ab2d37e55"),
            marking: marking,
            techniques: []
        )
        let page = try page(report)
        #expect(page.split(separator: "<strong>\(marking.label)</strong>", omittingEmptySubsequences: false).count == 3)
        #expect(page.split(separator: "content:\"\(marking.label)\"", omittingEmptySubsequences: false).count == 3)
        #expect(try !self.page(Samples.report()).contains("TLP:"))
    }

    @Test func aVeryLongReportKeepsToTheFirstOfEachAndSaysWhereTheRestIs() throws {
        let sentences = (0..<500).map { Samples.sentence("Sentence number \($0) of the list.") }
        let page = try page(Samples.report(techniques: [try Samples.technique(evidence: sentences)]))
        #expect(Markup(page).all("blockquote").count == 60)
        #expect(page.contains("<summary>56 more sentences</summary>"))
        #expect(page.contains("And 440 more in report.json."))
    }
}
