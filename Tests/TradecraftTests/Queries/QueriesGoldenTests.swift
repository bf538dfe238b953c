import Taskt
import Testing

@testable import Tradecraft

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The JSON of listings and details is a contract: scripts of users read it.
@Suite(.timeLimit(.minutes(5))) struct QueriesGoldenTests {
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
        try compare(database.runs(RunFilter(), page), with: "runs-list.json")
        try compare(database.run(reported.runID), with: "runs-show.json")
        try compare(database.reports(ReportFilter(), page), with: "reports-list.json")
        try compare(database.report(on: reported), with: "reports-show-without-folder.json")
        try compare(database.metrics(since: nil), with: "metrics.json")
        try compare(
            database.metrics(since: recorded.now.advanced(by: .seconds(-60)), by: .outcome),
            with: "metrics-by-outcome.json"
        )
    }

    /// What people read: the same for the same recorded runs.
    @Test func theTextOfRunsStaysAsItIs() async throws {
        let recorded = try await RecordedInstallation()
        let (reported, rejected) = (RecordedInstallation.id("aaaa"), RecordedInstallation.id("bbbb"))
        try await recorded.report(reported, "apt.txt", techniques: [("T1059", 0.5)])
        try await recorded.reject(rejected, "locked.pdf", "It needs a password.")
        let fork = RecordedInstallation.id("cccc")
        try await recorded.fork(reported, as: fork)
        let database = try recorded.database
        let runs = try database.runs(RunFilter(), Page(limit: 10))
        try compare(Shown.table(RunText.listHeader, RunText.listRows(runs)), with: "runs-list.txt")
        for (name, id) in [
            ("runs-show.txt", reported), ("runs-show-failed.txt", rejected), ("runs-show-fork.txt", fork),
        ] {
            let detail = try database.run(named: id.rawValue)
            let text =
                RunText.head(detail) + Shown.table(RunText.taskHeader, RunText.taskRows(detail, at: recorded.now))
                + RunText.warnings(detail)
            try compare(text, with: name)
        }
        let detail = try database.run(named: fork.rawValue)
        try compare(detail.history.map(RunText.line), with: "runs-history.txt")
        try compare(detail.history, with: "runs-history.json")
        try compare(detail, with: "runs-show-fork.json")
        let stuck = try database.runs(RunFilter(quietSince: recorded.tick()), Page(limit: 10))
        try compare(
            Shown.table(RunText.stuckHeader, RunText.stuckRows(stuck, at: recorded.now)),
            with: "runs-stuck.txt"
        )
        try compare(stuck, with: "runs-stuck.json")
        let retention = Retention(endedBefore: recorded.now, statuses: [.completed])
        try compare(database.prunable(retention), with: "runs-prune-dry-run.json")
        let delivery = try await RequestDelivery.deliver(
            .prune(retention),
            to: database,
            cause: "test",
            at: recorded.now
        )
        try compare(delivery, with: "runs-prune.json")
        try compare(database.story(of: reported), with: "documents-show-pruned.json")
        try compare(database.story(of: fork).document, with: "documents-fork.json")
    }

    /// Compares lines with a recorded file.
    private func compare(
        _ lines: [String],
        with name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try compare(Data((lines.joined(separator: "\n") + "\n").utf8), with: name, sourceLocation)
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
        try compare(encoder.encode(value) + Data("\n".utf8), with: name, sourceLocation)
    }

    private func compare(_ json: Data, with name: String, _ sourceLocation: SourceLocation) throws {
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
