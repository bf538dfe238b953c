import AttackKnowledge
import AttackReports
import Testing

@testable import AttackReports

/// What is in a bundle, and what must not be.
@Suite struct STIXObjectTests {
    private func objects(
        _ report: AttackReport,
        _ profile: RenderingOptions.STIXProfile = .standard
    ) throws -> [JSONTree] {
        let options = RenderingOptions(stixProfile: profile)
        let bytes = STIXReport.bytes(for: report, knowledge: try Fixtures.knowledge(), options: options)
        return try #require(try JSONTree.reading(bytes)["objects"]).items
    }

    private func ids(_ objects: [JSONTree]) -> [String] { objects.compactMap { $0["id"]?.text } }

    /// The id that a document was given here is drawn; nobody else would have the same.
    @Test func theSameDocumentGivesTheSameIdsWhereverAndWheneverItIsEvaluated() throws {
        let report = Samples.report(
            techniques: [try Samples.technique()],
            indicators: [Samples.indicator(.ipv4, "192.0.2.1")]
        )
        let elsewhere = report.changed(id: "r-000002", version: 3, generatedAt: "2027-01-01T00:00:00Z")
        #expect(try ids(objects(report)) == ids(objects(elsewhere)))
        let other = report.changed(sha256: String(repeating: "f", count: 64))
        let own = ["note--", "report--", "indicator--", "relationship--"]
        let shared = Set(try ids(objects(report))).intersection(try ids(objects(other)))
        #expect(!shared.contains { id in own.contains { id.hasPrefix($0) } })
        #expect(shared.contains { $0.hasPrefix("ipv4-addr--") })
    }

    @Test func aLaterReportIsANewerVersionOfTheSameObjects() throws {
        let report = Samples.report(techniques: [try Samples.technique()])
            .changed(version: 2, createdAt: "2026-01-01T00:00:00Z")
        for object in try objects(report) where ["note", "report"].contains(object["type"]?.text) {
            #expect(object["created"]?.text == "2026-01-01T00:00:00.000Z")
            #expect(object["modified"]?.text == "2026-04-28T14:00:00.000Z")
        }
    }

    @Test(arguments: TrafficLight.allCases)
    func everyObjectThatIsOursIsMarked(marking: TrafficLight) throws {
        let objects = try objects(Fixtures.reviewed().changed(marking: marking))
        let definition = try #require(objects.first { $0["type"]?.text == "marking-definition" })
        #expect(definition["name"]?.text == marking.label)
        let id = try #require(definition["id"])
        let foreign = ["identity", "attack-pattern", "intrusion-set", "malware", "tool", "campaign", "vulnerability"]
        for object in objects {
            let type = try #require(object["type"]?.text)
            let isOurs = !foreign.contains(type) && type != "marking-definition"
            #expect(object["object_marking_refs"] == (isOurs ? .array([id]) : nil), "\(type)")
        }
    }

    @Test func whatNobodyHasMarkedHasNoMarking() throws {
        #expect(!(try objects(Fixtures.incident()).contains { $0["object_marking_refs"] != nil }))
    }

    /// FIN6 uses Mimikatz, and PowerShell; so says the knowledge base, and nothing says more.
    @Test func relationshipsAreThoseThatAttackKnowsBetweenWhatWasFound() throws {
        let objects = try objects(Fixtures.reviewed())
        var names: [String: String] = [:]
        for object in objects {
            names[object["id"]?.text ?? ""] = object["name"]?.text ?? ""
        }
        let relationships = objects.filter { $0["type"]?.text == "relationship" }
            .filter { $0["relationship_type"]?.text != "based-on" }
        let told = relationships.map { object in
            let ends = ["source_ref", "target_ref"].map { names[object[$0]?.text ?? ""] ?? "" }
            return
                "\(ends[0]) \(object["relationship_type"]?.text ?? "") \(ends[1]) \(object["confidence"]?.integer ?? -1)"
        }
        #expect(
            told == [
                "FIN6 uses PowerShell 99", "FIN6 uses Mimikatz -1", "Cobalt Strike uses PowerShell 99",
                "Cobalt Strike uses Scheduled Task 91", "Harbour Fog uses Data Encrypted for Impact 98",
                "Harbour Fog uses Cobalt Strike -1", "Harbour Fog attributed-to FIN6 -1",
            ]
        )
        #expect(relationships.allSatisfy { $0["description"]?.text?.hasPrefix("ATT&CK 18.1 says that ") == true })
    }

    @Test func anIndicatorIsBasedOnItsObservable() throws {
        let objects = try objects(Fixtures.reviewed())
        let all = Set(ids(objects))
        let based = objects.filter { $0["relationship_type"]?.text == "based-on" }
        #expect(!based.isEmpty)
        for relationship in based {
            #expect(relationship["source_ref"]?.text?.hasPrefix("indicator--") == true)
            #expect(all.contains(relationship["target_ref"]?.text ?? ""))
        }
        let indicators = objects.filter { $0["type"]?.text == "indicator" }
        // An import hash and a link with braces have none.
        #expect(based.count == indicators.count - 2)
    }

    @Test func whatNothingCanMatchIsNoIndicator() throws {
        let patterns = try objects(Fixtures.reviewed()).compactMap { $0["pattern"]?.text }
        #expect(patterns.contains("[ipv4-addr:value ISSUBSET '198.51.100.0/24']"))
        #expect(!patterns.contains { $0.contains(":8080") || $0.contains("[.]") })
        #expect(patterns.contains(#"[directory:path = 'C:\\ProgramData\\Berth']"#))
    }

    @Test func whatAnAnalystStandsForIsCertain() throws {
        let notes = try objects(Fixtures.reviewed()).filter { $0["type"]?.text == "note" }
        for name in ["T1490", "T1078"] {
            let note = try #require(notes.first { $0["abstract"]?.text?.hasPrefix(name) == true })
            #expect(note["confidence"]?.integer == 100)
            #expect(note["abstract"]?.text?.hasSuffix("by an analyst") == true)
        }
    }

    @Test func openCTIReadsScoresAndTypesFromItsOwnExtensions() throws {
        let standard = try objects(Fixtures.reviewed())
        #expect(!standard.contains { $0["extensions"] != nil && $0["type"]?.text != "marking-definition" })
        let objects = try objects(Fixtures.reviewed(), .opencti)
        #expect(ids(objects) == ids(standard))
        for object in objects where object["type"]?.text == "indicator" {
            let values = object["extensions"]?["extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba"]
            #expect(values?["score"]?.integer == 50 && values?["main_observable_type"]?.text != nil)
        }
        #expect(!objects.flatMap(\.strings).contains { $0.hasPrefix("x_opencti") })
    }
}
