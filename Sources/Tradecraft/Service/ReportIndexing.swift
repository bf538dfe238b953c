import AttackReports
import DocumentText
import Inbox
import Logging
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Makes reports of earlier versions findable, which wrote them into the outbox only.
///
/// Few at a time and with pauses, so that documents are not held up; where it stands is in the rows themselves, so that
/// the next process goes on from there. Where a folder is gone, what the database knows of the report is what is kept.
struct ReportIndexing: Upkeep {
    let ledger: Ledger
    let outbox: SystemPath
    let environment: EngineEnvironment
    let logger: Logger

    /// How many are read and committed together.
    private static let batch = 20
    /// Between two batches.
    private static let pause: Duration = .milliseconds(200)
    /// After something went wrong that may be right later.
    private static let retryPause: Duration = .seconds(300)
    /// The largest file that is read.
    private static let sizeLimit = 256 << 20

    /// Works until every report can be found, or the current task is cancelled.
    func run() async throws {
        var total = 0
        while true {
            var pause = Self.pause
            do {
                let count = try await indexBatch()
                total += count
                if count == 0 { break }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                logger.warning("Older reports not indexed yet", metadata: ["error": "\(error)"])
                pause = Self.retryPause
            }
            try await environment.clock.sleep(for: pause)
        }
        if total > 0 { logger.notice("Older reports indexed", metadata: ["count": "\(total)"]) }
    }

    /// Indexes the newest reports that are not yet; how many there were.
    func indexBatch() async throws -> Int {
        let reports = try await ledger.unindexedReports(limit: Self.batch)
        guard !reports.isEmpty else { return 0 }
        let outbox = outbox
        let entries = try await BlockingThread.value { () throws -> [(number: Int64, entry: ReportEntry?)] in
            try reports.map { report in
                (report.number, try Self.published(report, in: outbox).map { ReportEntry($0, folder: report.folder) })
            }
        }
        let lost = try await ledger.index(entries)
        if lost > 0 { logger.info("Reports indexed without their folders", metadata: ["count": "\(lost)"]) }
        return reports.count
    }

    /// The published report; nil where its folder is gone, or holds something else.
    private static func published(_ report: PublishedReport, in outbox: SystemPath) throws -> AttackReport? {
        guard let name = FileName(escaped: report.folder) else { return nil }
        let path = outbox.appending(name).appending("report.json")
        guard FileKind.isFile(path), try FileBytes.identity(path).size <= sizeLimit,
            let bytes = try FileBytes.read(path),
            // What was changed by hand and cannot be read any more is no longer the report.
            let found = try? JSONDecoder().decode(AttackReport.self, from: Data(bytes)),
            found.id == report.document.rawValue
        else { return nil }
        return found
    }
}
