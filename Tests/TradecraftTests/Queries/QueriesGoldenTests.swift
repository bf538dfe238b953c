import Taskt
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The JSON of listings and details is a contract: scripts of users read it.
@Suite(.timeLimit(.minutes(1))) struct QueriesGoldenTests {
    @Test func theJSONOfListingsAndDetailsStaysAsItIs() async throws {
        let recorded = try await RecordedInstallation()
        let (reported, rejected) = (RecordedInstallation.id("aaaa"), RecordedInstallation.id("bbbb"))
        try await recorded.report(reported, "apt.txt", techniques: [("T1059", 0.5), ("T1003.001", 0.9)])
        try await recorded.reject(rejected, "locked.pdf", "It needs a password.")
        let working = RecordedInstallation.id("cccc")
        try await recorded.claim(working, Array("waits.txt".utf8))
        try await recorded.run(working, through: ["fetch"], underway: ["ingest"])
        let due = recorded.now.advanced(by: .seconds(30))
        try await recorded.ledger.postpone(working, code: "noSpace", reason: "The disk is full.", until: due)
        let database = try recorded.database
        let page = Page(limit: 10)
        try compare(database.documents(page), with: "documents-list.json")
        try compare(database.story(of: rejected), with: "documents-show.json")
        try compare(database.runs(page), with: "runs-list.json")
        try compare(database.run(reported.runID), with: "runs-show.json")
        try compare(database.reports(ReportFilter(), page), with: "reports-list.json")
        try compare(database.report(on: reported), with: "reports-show-without-folder.json")
        try compare(database.metrics(since: nil), with: "metrics.json")
        try compare(
            database.metrics(since: recorded.now.advanced(by: .seconds(-60)), by: .outcome),
            with: "metrics-by-outcome.json"
        )
    }

    /// Compares a value's JSON with a recorded file.
    ///
    /// With `TRADECRAFT_RECORD=1` the file is written; a run that had to write one fails, so that a recording is never
    /// mistaken for a check.
    private func compare(
        _ value: some Encodable,
        with name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(value) + Data("\n".utf8)
        let file = repository.appending(path: "Fixtures/Tradecraft/Queries/\(name)")
        let recorded = FileManager.default.contents(atPath: file.path)
        if recorded != json, ProcessInfo.processInfo.environment["TRADECRAFT_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try json.write(to: file)
            Issue.record("recorded \(name); look at the difference, then run again", sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: recorded ?? Data(), as: UTF8.self).split(separator: "\n")
        let found = String(decoding: json, as: UTF8.self).split(separator: "\n")
        let line = zip(expected, found).first { $0 != $1 }
        #expect(
            recorded == json,
            "\(name) differs: expected \(line?.0 ?? "another length"), found \(line?.1 ?? "another length")",
            sourceLocation: sourceLocation
        )
    }
}
