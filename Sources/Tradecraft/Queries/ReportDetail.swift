import GRDB
package import Inbox

/// What the database holds of a report.
package struct ReportDetail: Encodable, Sendable {
    /// The report.
    package let report: ReportListing
    /// Its techniques, the most certain first.
    package let matches: [Match]

    /// A technique of the report.
    package struct Match: Encodable, Hashable, Sendable {
        /// The technique.
        package let technique: String
        /// Its name.
        package let name: String
        /// Its score, 0 to 1.
        package let score: Double
        /// How many pieces of evidence it has.
        package let evidence: Int
    }

    /// The report's folder in an outbox.
    package func folder(in outbox: SystemPath) -> SystemPath { outbox.appending(report.folder) }

    /// The `report.json` of the report's folder; nil where the folder is no longer there.
    ///
    /// - Throws: ``StartupError`` where it is there and cannot be read.
    package func publishedJSON(in outbox: SystemPath) throws(StartupError) -> [UInt8]? {
        do throws(InboxError) {
            return try FileBytes.read(folder(in: outbox).appending("report.json"))
        } catch {
            throw StartupError(error, "the report")
        }
    }
}

extension QueryDatabase {
    /// The report on a document.
    ///
    /// - Throws: ``StartupError`` 65 where it has none.
    package func report(on id: DocumentID) throws(StartupError) -> ReportDetail {
        try read("read report") { db in
            let row = try Row.fetchOne(
                db,
                sql: "\(ReportListing.selection) WHERE d.id = ?",
                arguments: [id.rawValue]
            )
            guard let row else { throw StartupError(.badData, "document \(id) has no report") }
            let matches =
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT technique, name, score, evidence FROM "match" WHERE report = ?
                        ORDER BY score DESC, technique
                        """,
                    arguments: [row["number"] as Int64]
                )
                .map { match in
                    ReportDetail.Match(
                        technique: match["technique"],
                        name: match["name"],
                        score: match["score"],
                        evidence: match["evidence"]
                    )
                }
            return ReportDetail(report: ReportListing(row), matches: matches)
        }
    }
}
