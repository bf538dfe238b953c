package import DocumentText
import GRDB
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The whole story of one document.
package struct DocumentStory: Encodable, Sendable {
    /// Where it stands.
    package let document: DocumentSummary
    /// Its run, once there is one and until it is deleted.
    package let run: RunDetail?
    /// Whether its run was deleted, as `runs prune` does; its report and its measures stay.
    package let isRunDeleted: Bool
    /// The documents that its run was forked as, oldest first.
    package let forks: [String]
    /// The documents that it held, in their order, the first thousand.
    package let members: [Member]
    /// The reports on it, oldest first.
    package let reports: [Report]
    /// The documents that were dropped under the same name, oldest first, this one included; the last hundred.
    package let versions: [Member]
    /// What was left in it, with the reasons.
    package let skipped: [SkippedMember]
    /// The counts of its analysis, once it has ended.
    package let measures: Measures?
    /// How its reports were handed on, oldest first.
    package let deliveries: [Delivery]
    /// What an operator asked about it, oldest first.
    package let requests: [Request]
    /// What happened to it, oldest first.
    package let events: [Event]
    /// Who or what changed it, as the audit trail has it, oldest first; the first thousand.
    package let changes: [Change]

    /// A document that another held.
    package struct Member: Encodable, Hashable, Sendable {
        /// The document.
        package let id: String
        /// Where it was, from the inbox down.
        package let name: String
        /// Where it stands.
        package let state: String
    }

    /// The counts of an analysis.
    package struct Measures: Encodable, Hashable, Sendable {
        /// What the content is.
        package let mediaType: String?
        /// The characters of its text.
        package let characters: Int
        /// The techniques found.
        package let techniques: Int
        /// The attempts of all its tasks.
        package let attempts: Int
        /// The calls that waited for the disk while its report was published.
        package let fsyncs: Int
        /// From settled in the inbox to the start of its last analysis, in milliseconds.
        package let waitedMilliseconds: Double
        /// From settled in the inbox to the end, in milliseconds.
        package let totalMilliseconds: Double
    }

    /// Something an operator asked for.
    package struct Request: Encodable, Hashable, Sendable {
        /// What: `retry`, `cancel` or `fork`.
        package let kind: String
        /// Who asked.
        package let cause: String
        /// When.
        package let askedAt: String
        /// When it was carried out.
        package let doneAt: String?
        /// What came of it.
        package let outcome: String?
    }

    /// An entry of the audit trail.
    package struct Change: Encodable, Hashable, Sendable {
        /// Its place in the trail.
        package let number: Int64
        /// When.
        package let at: String
        /// Who.
        package let actor: String
        /// What was done.
        package let action: String
        /// What else there is to know, in a few words.
        package let facts: String
    }

    /// Something that happened.
    package struct Event: Encodable, Hashable, Sendable {
        /// When.
        package let at: String
        /// What, in a few words.
        package let what: String
    }
}

extension QueryDatabase {
    /// The whole story of a document.
    ///
    /// - Throws: ``StartupError`` 65 where there is no such document.
    package func story(of id: DocumentID) throws(StartupError) -> DocumentStory {
        let run = try run(id.runID)
        return try read("read document") { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT \(DocumentSummary.columns) FROM document d WHERE d.id = ?",
                arguments: [id.rawValue]
            )
            guard let row else { throw StartupError(.badData, "no document \(id)") }
            let document = try DocumentSummary(row)
            let requests =
                try Row.fetchAll(
                    db,
                    sql: "SELECT * FROM request WHERE document = ? ORDER BY number",
                    arguments: [id.rawValue]
                )
                .map(DocumentStory.Request.init)
            let measures =
                try Row.fetchOne(
                    db,
                    sql: "SELECT * FROM run_metric WHERE document = ?",
                    arguments: [row["number"] as Int64]
                )
                .map(DocumentStory.Measures.init)
            let reports = try DocumentStory.Report.all(on: row["number"], in: db)
            return DocumentStory(
                document: document,
                run: run,
                isRunDeleted: run == nil
                    && (document.state == "reported" || document.state == "unpacked" || (measures?.attempts ?? 0) > 0),
                forks: try String.fetchAll(
                    db,
                    sql: "SELECT id FROM document WHERE forked_from = ? ORDER BY number",
                    arguments: [id.rawValue]
                ),
                members:
                    try Row.fetchAll(
                        db,
                        sql: "SELECT id, shown_path, state FROM document WHERE parent = ? ORDER BY number LIMIT 1000",
                        arguments: [id.rawValue]
                    )
                    .map { DocumentStory.Member(id: $0["id"], name: $0["shown_path"], state: $0["state"]) },
                reports: reports,
                versions: try DocumentStory.versions(of: row, in: db),
                skipped: try DocumentStory.skipped(row["listing"]),
                measures: measures,
                deliveries: try DocumentStory.Delivery.all(ofDocument: row["number"], in: db),
                requests: requests,
                events: DocumentStory.events(document, run, requests, reports),
                changes: try DocumentStory.changes(of: id, in: db)
            )
        }
    }
}

extension DocumentStory {
    /// What the recorded listing of a container says was left in it.
    fileprivate static func skipped(_ listing: String?) throws -> [SkippedMember] {
        guard let listing else { return [] }
        return try JSONDecoder().decode(MemberReference.self, from: Data(listing.utf8)).skipped
    }

    fileprivate static func changes(of id: DocumentID, in db: Database) throws -> [Change] {
        try Row.fetchAll(
            db,
            sql: "SELECT * FROM audit WHERE subject = ? ORDER BY number LIMIT 1000",
            arguments: [id.rawValue]
        )
        .map { row in
            let record = AuditRecord(row)
            return Change(
                number: record.number,
                at: record.at,
                actor: record.actor,
                action: record.action,
                facts: record.facts
            )
        }
    }

    /// What was dropped under the name of a document; members and forks are not dropped.
    fileprivate static func versions(of row: Row, in db: Database) throws -> [Member] {
        guard row["parent"] == nil, row["forked_from"] == nil else { return [] }
        return
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, shown_path, state FROM document
                    WHERE path = ? AND parent IS NULL AND forked_from IS NULL ORDER BY number DESC LIMIT 100
                    """,
                arguments: [row["path"] as Data]
            )
            .reversed()
            .map { Member(id: $0["id"], name: $0["shown_path"], state: $0["state"]) }
    }

    fileprivate static func events(
        _ document: DocumentSummary,
        _ run: RunDetail?,
        _ requests: [Request],
        _ reports: [Report]
    ) -> [Event] {
        let origin =
            document.forkedFrom.map { "forked from \($0)" }
            ?? document.parent.map { "found in \($0)\(document.address.map { " as \($0)" } ?? "")" }
            ?? "found settled in the inbox, \(document.size) bytes"
        var events = [Event(at: document.seenAt, what: origin)]
        events += run?.history.map { Event(at: $0.at, what: $0.sentence) } ?? []
        for request in requests {
            events.append(Event(at: request.askedAt, what: "\(request.kind) asked for (\(request.cause))"))
            guard let doneAt = request.doneAt else { continue }
            events.append(Event(at: doneAt, what: "\(request.kind) carried out: \(request.outcome ?? "done")"))
        }
        if let endedAt = document.endedAt {
            let end =
                document.duplicateOf.map { "has the content of \($0), which was evaluated" }
                ?? (document.state == "unpacked" ? "unpacked" : nil)
                ?? (reports.first?.folder ?? document.report).map { "reported in \($0)" }
                ?? (document.reportDeletedAt == nil ? nil : "reported")
                ?? "rejected (\(document.reasonCode ?? "unclassified"))"
            events.append(Event(at: endedAt, what: end))
        }
        for report in reports.dropFirst() {
            let made = "mapped anew with ATT&CK \(report.attack): report \(report.version) in \(report.folder)"
            events.append(Event(at: report.createdAt, what: made))
        }
        // Times of the same form sort as text; what happened at the same time keeps its order.
        return events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }
}

extension DocumentStory.Measures {
    fileprivate init(_ row: Row) {
        mediaType = row["media_type"]
        characters = row["characters"]
        techniques = row["techniques"]
        attempts = row["attempts"]
        fsyncs = row["fsyncs"]
        waitedMilliseconds = milliseconds(row["waited_us"])
        totalMilliseconds = milliseconds(row["total_us"])
    }
}

extension DocumentStory.Request {
    fileprivate init(_ row: Row) {
        kind = row["kind"]
        cause = row["cause"]
        askedAt = Timestamp(microseconds: row["asked_at"]).description
        doneAt = (row["done_at"] as Int64?).map { Timestamp(microseconds: $0).description }
        outcome = row["outcome"]
    }
}

/// Microseconds as milliseconds.
func milliseconds(_ microseconds: Int64) -> Double { Double(microseconds) / 1_000 }
