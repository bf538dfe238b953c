package import AttackKnowledge
package import AttackReports
import GRDB
package import Inbox

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A report as it is shown and written from the database.
package struct ReportOutput: Sendable {
    /// What was found, as analysts have judged it since.
    package let report: AttackReport
    /// The release that it was made with, or the one in force where that is not held any more.
    package let knowledge: KnowledgeBase
    /// What a reader should know of the release.
    package let notice: String?
}

extension QueryDatabase {
    /// A report as it is shown and written from the database: what was found, as analysts have judged it since.
    ///
    /// Every later output goes through here: this is the one place where verdicts are honoured.
    ///
    /// - Throws: ``StartupError`` where it cannot be read, ``AgentFailure`` where a release is damaged.
    package func reportForOutput(
        _ place: ReportPlace,
        in outbox: SystemPath,
        _ releases: inout ReportKnowledge
    ) throws -> ReportOutput {
        let stored = try storedReport(place, in: outbox)
        let (knowledge, notice) = try releases.knowledge(of: stored)
        let report = stored.honouring(try reviews(on: place.document), knowledge: knowledge)
        return ReportOutput(report: report, knowledge: knowledge, notice: notice)
    }

    /// A report as it was made: from the database, else from its folder, else what the database knows of it.
    func storedReport(_ place: ReportPlace, in outbox: SystemPath) throws(StartupError) -> AttackReport {
        let body = try read("read report") { db in
            try Data.fetchOne(db, sql: "SELECT body FROM report_body WHERE report = ?", arguments: [place.number])
        }
        do {
            if let body { return try StoredReport.decode(body) }
            let path = outbox.appending(place.folder).appending("report.json")
            if let published = try FileBytes.read(path) {
                let report = try JSONDecoder().decode(AttackReport.self, from: Data(published))
                if report.id == place.document.rawValue { return report }
            }
        } catch let error as InboxError {
            throw StartupError(error, "the report")
        } catch {
            throw StartupError(.badData, "the report on \(place.document), version \(place.version), is damaged")
        }
        return try read("read report") { db in
            guard let report = try ReportRemains.report(place.number, in: db) else {
                throw StartupError(.badData, "document \(place.document) has no report")
            }
            return report
        }
    }
}
