import AttackKnowledge
import AttackReports
import Testing

@Suite struct ReportRendererTests {
    /// The five files of a made-up report are as they were recorded.
    ///
    /// They are in `Fixtures/AttackReports/incident`. When a change is meant, run the tests with `TRADECRAFT_RECORD=1`, look at the difference, and run them again.
    @Test(arguments: ReportFormat.allCases)
    func everyFileOfTheMadeUpIncidentIsAsRecorded(format: ReportFormat) throws {
        let bytes = ReportRenderer.bytes(of: try Fixtures.incident(), as: format, knowledge: try Fixtures.knowledge())
        try Fixtures.compare(bytes, with: "incident/\(format.fileName)")
    }

    /// The two pages of a report with versions, verdicts, a marking and measures are as they were recorded.
    @Test(arguments: [ReportFormat.html, .markdown])
    func thePagesOfAReportWithAHistoryAreAsRecorded(format: ReportFormat) throws {
        let bytes = ReportRenderer.bytes(of: try Fixtures.history(), as: format, knowledge: try Fixtures.measures())
        try Fixtures.compare(bytes, with: "history/\(format.fileName)")
    }

    /// The files for programs of a marked and reviewed report, with every choice the other way round.
    ///
    /// Tables are in another order in every process, so a file as recorded by another shows that none has got in.
    @Test(arguments: [ReportFormat.json, .csv, .layer, .stix, .misp])
    func everyFileOfTheReviewedIncidentIsAsRecorded(format: ReportFormat) throws {
        let bytes = ReportRenderer.bytes(
            of: try Fixtures.reviewed(),
            as: format,
            knowledge: try Fixtures.knowledge(),
            options: RenderingOptions(layerDisablesUnmatched: true, stixProfile: .opencti)
        )
        try Fixtures.compare(bytes, with: "reviewed/\(format.fileName)")
    }

    @Test func theSameReportGivesTheSameBytes() throws {
        let knowledge = try Fixtures.knowledge()
        let first = ReportRenderer.files(for: try Fixtures.incident(), knowledge: knowledge)
        for _ in 0..<5 {
            #expect(ReportRenderer.files(for: try Fixtures.incident(), knowledge: try Fixtures.knowledge()) == first)
        }
    }

    @Test func onlyTheFormatsAskedForAreWritten() throws {
        let files = ReportRenderer.files(
            for: Samples.report(),
            knowledge: try Fixtures.knowledge(),
            formats: [.csv, .json]
        )
        #expect(files.map(\.name) == ["report.json", "matches.csv"])
    }

    @Test func anEmptyReportHasAllItsFilesAndSaysThatNothingWasFound() throws {
        let files = ReportRenderer.files(for: Samples.report(), knowledge: try Fixtures.knowledge())
        #expect(
            files.map(\.name) == [
                "report.json", "report.html", "report.md", "matches.csv", "layer.json", "bundle.stix.json",
                "event.misp.json",
            ]
        )
        for file in files where file.name == "report.html" || file.name == "report.md" {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(text.contains("was found in this document."))
        }
    }

    /// The compiler ignores a misspelled feature, so the settings are asserted here.
    @Test func theLanguageFeaturesOfTheHouseAreOn() {
        var missing: [String] = []
        #if !hasFeature(ExistentialAny)
        missing.append("ExistentialAny")
        #endif
        #if !hasFeature(InternalImportsByDefault)
        missing.append("InternalImportsByDefault")
        #endif
        #if !hasFeature(MemberImportVisibility)
        missing.append("MemberImportVisibility")
        #endif
        #if !hasFeature(NonisolatedNonsendingByDefault)
        missing.append("NonisolatedNonsendingByDefault")
        #endif
        #expect(missing.isEmpty)
    }
}
