import AttackKnowledge
import AttackReports
import Testing

@testable import AttackReports

@Suite struct MISPReportTests {
    private func event(_ report: AttackReport) throws -> JSONTree {
        let bytes = MISPReport.bytes(for: report, knowledge: try Fixtures.knowledge())
        return try #require(try JSONTree.reading(bytes)["Event"])
    }

    private func tags(_ report: AttackReport) throws -> [String] {
        try event(report)["Tag"]?.items.compactMap { $0["name"]?.text } ?? []
    }

    private func attributes(_ report: AttackReport) throws -> [JSONTree] { try event(report)["Attribute"]?.items ?? [] }

    @Test func theEventBelongsToWhoeverImportsItAndIsNotPublished() throws {
        let event = try event(Fixtures.reviewed())
        #expect(event["published"]?.flag == false)
        #expect(event["distribution"]?.text == "0")
        #expect(event["Orgc"] == nil)
        #expect(event["date"]?.text == "2026-03-01")
        #expect(event["timestamp"]?.text == "1777384800")
        #expect(event["info"]?.text == "Amber Heron: a quiet intruder in regional hospitals")
    }

    @Test func techniquesAndNamesAreTagsOfTheGalaxiesToTheLetter() throws {
        let tags = try tags(Fixtures.reviewed())
        for tag in [
            "tlp:amber+strict", #"misp:automation-level="unsupervised""#,
            #"misp-galaxy:mitre-attack-pattern="Spearphishing Attachment - T1566.001""#,
            #"misp-galaxy:mitre-intrusion-set="FIN6 - G0037""#, #"misp-galaxy:mitre-malware="Cobalt Strike - S0154""#,
            #"misp-galaxy:mitre-tool="Mimikatz - S0002""#, #"misp-galaxy:mitre-campaign="Harbour Fog - C0099""#,
        ] {
            #expect(tags.contains(tag))
        }
        #expect(!tags.contains { $0.contains("T1595") }, "an analyst has rejected it")
        #expect(try !self.tags(Fixtures.incident()).contains { $0.hasPrefix("tlp:") })
    }

    @Test func onlyWhatIsLookedThroughIsCalledReviewed() throws {
        let accepted = try Samples.technique(review: .accepted)
        #expect(try tags(Samples.report(techniques: [accepted])).contains(#"misp:automation-level="reviewed""#))
        let both = Samples.report(techniques: [accepted, try Samples.technique("T1490")])
        #expect(try tags(both).contains(#"misp:automation-level="unsupervised""#))
        #expect(try tags(Samples.report()).contains(#"misp:automation-level="unsupervised""#))
    }

    /// A report may say any name; the galaxy has that of the release.
    @Test func aNameThatTheReleaseDoesNotHaveIsNoTag() throws {
        let hostile = try Samples.technique(name: "x\" - T0000\", misp-galaxy:mitre-tool=\"y")
        let entity = ReportedEntity(kind: .tool, id: "S9999", name: "x\"", evidence: [])
        let tags = try tags(Samples.report(techniques: [hostile], software: [entity]))
        #expect(
            tags.filter { $0.hasPrefix("misp-galaxy") } == [
                #"misp-galaxy:mitre-attack-pattern="Data Encrypted for Impact - T1486""#
            ]
        )
    }

    @Test func indicatorsAreAttributesAndReferencesAreNot() throws {
        let attributes = try attributes(Fixtures.reviewed())
        let told = attributes.map { attribute in
            "\(attribute["category"]?.text ?? ""): \(attribute["type"]?.text ?? "") \(attribute["to_ids"]?.flag == true)"
        }
        #expect(
            Set(told) == [
                "External analysis: filename|sha256 false", "External analysis: vulnerability false",
                "Network activity: ip-dst true", "Network activity: domain true", "Network activity: url true",
                "Network activity: email true", "Network activity: AS false", "Payload delivery: md5 true",
                "Payload delivery: sha1 true", "Payload delivery: sha256 true", "Payload delivery: sha512 true",
                "Payload delivery: imphash true", "Payload delivery: ssdeep true", "Payload delivery: filename true",
                "Artifacts dropped: filename true", "Artifacts dropped: regkey true", "Financial fraud: btc true",
            ]
        )
        let values = attributes.compactMap { $0["value"]?.text }
        #expect(!values.contains { $0.contains("harbourwatch") || $0.contains(":8080") || $0.contains("[.]") })
    }

    @Test func theDocumentIsAFactAndNothingToDetect() throws {
        let report = Samples.report(name: "a|b.pdf")
        let document = try #require(try attributes(report).first)
        #expect(document["value"]?.text == "a_b.pdf|\(String(repeating: "0", count: 64))")
        #expect(document["to_ids"]?.flag == false)
    }

    @Test func noAttributeIsThereTwice() throws {
        let twice = [Samples.indicator(.fileName, "a.exe"), Samples.indicator(.filePath, "a.exe")]
        #expect(try attributes(Samples.report(indicators: twice)).count == 2)
    }

    @Test func theSameDocumentGivesTheSameUUIDs() throws {
        let report = try Fixtures.reviewed()
        let uuid = /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        let ids = try event(report).strings.filter { $0.wholeMatch(of: uuid) != nil }
        let again = try event(report.changed(id: "r-x", version: 9, generatedAt: "2027-01-01T00:00:00Z")).strings
        #expect(ids.count > 10 && Set(ids).count == ids.count)
        #expect(Set(ids).isSubset(of: again))
    }

    @Test func thePageHoldsTheSummaryAndTheSentencesAndFitsIntoTheDatabaseOfMISP() throws {
        let page = try #require(try event(Fixtures.reviewed())["EventReport"]?.items.first?["content"]?.text)
        #expect(page.contains("Persistence was kept through a **scheduled task** called"))
        #expect(page.contains("accepted by an analyst"))
        let sentences = (0..<5).map { _ in Samples.sentence(String(repeating: "They encrypted <b>. ", count: 100)) }
        let ids = (1000..<1100).map { "T\($0)" }
        let long = Samples.report(techniques: try ids.map { try Samples.technique($0, evidence: sentences) })
        let cut = try #require(try event(long)["EventReport"]?.items.first?["content"]?.text)
        #expect(cut.utf8.count < 65_535)
        #expect(cut.contains("more techniques in the report."))
        #expect(!cut.replacing(/\\./, with: "_").contains("<"))
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00Z", 951_825_600), ("2026-04-28T14:00:00.25Z", 1_777_384_800),
        ("2100-03-01T00:00:00Z", 4_107_542_400),
    ])
    func timesAreSecondsSince1970(text: String, seconds: Int) {
        #expect(ReportTime.seconds(text) == seconds)
    }
}
