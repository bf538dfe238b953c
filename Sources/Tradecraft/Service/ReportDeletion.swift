import AttackReports
import DocumentText
import Inbox
import Taskt
import TasktSQLite

/// Takes reports away: the folder, what the database holds of it, and what it is found by.
///
/// The document stays, with its run, its text as long as texts are kept, and what analysts said; a row says that there
/// was a report, and when it was deleted.
struct ReportDeletion: Sendable {
    let ledger: Ledger
    let outbox: SystemPath

    /// Deletes a report on a document, or all of them.
    ///
    /// The folder goes first: after a crash in between, the report is still listed, and the request is carried out again.
    ///
    /// - Returns: what came of it, in a sentence.
    func delete(
        _ id: DocumentID,
        version: Int?,
        _ request: OperatorRequest,
        at now: Timestamp
    ) async throws -> String {
        let reports = try await ledger.deletable(id, version: version)
        guard !reports.isEmpty else { return "it has no such report any more; nothing to delete" }
        let outbox = outbox
        let isWhole = try await BlockingThread.value { () throws -> Bool in
            var isWhole = true
            let publisher = FolderPublisher(outbox: outbox)
            for report in reports where !report.isRemoved {
                guard let name = FileName(escaped: report.folder) else { continue }
                // A folder that is no longer ours is no longer the report.
                if try !publisher.remove(name, publishedAs: id.publication(report.version)) { isWhole = false }
            }
            return isWhole
        }
        try await ledger.delete(reports, of: id, request, at: now)
        let count = reports.count == 1 ? "report of version \(reports[0].version)" : "\(reports.count) reports"
        return "deleted the \(count)" + (isWhole ? "" : "; a folder of its name is another's, and was left")
    }
}
