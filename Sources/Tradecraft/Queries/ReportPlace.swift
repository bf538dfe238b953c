import GRDB
import Inbox
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A report that is stored, and where.
package struct ReportPlace: Encodable, Hashable, Sendable {
    /// Its number in the database.
    let number: Int64
    /// The document it is about.
    package let document: DocumentID
    /// Which report on the document it is, from 1.
    package let version: Int
    /// Its folder's name in the outbox.
    package let folder: String

    private enum CodingKeys: String, CodingKey {
        case document, version, folder
    }

    init?(_ row: Row) {
        guard let id = DocumentID(rawValue: row["id"]) else { return nil }
        document = id
        number = row["number"]
        version = row["version"]
        folder = row["folder"]
    }

    static let selection = """
        SELECT r.number, r.version, r.folder, r.deleted_at, r.is_latest, d.id
        FROM report r JOIN document d ON d.number = r.document
        """
}

extension QueryDatabase {
    /// The report that an operator means: its folder, or its document as documents are named, with `@2` behind it for a
    /// version; without one the latest.
    ///
    /// - Throws: ``StartupError`` 65 where there is none, or where it was deleted.
    package func report(named text: String) throws(StartupError) -> ReportPlace {
        let name = SystemPath(text).name.map(\.description) ?? text
        if let place = try report(inFolder: name) { return place }
        if let at = text.lastIndex(of: "@"), let version = Int(text[text.index(after: at)...]) {
            let before = String(text[..<at])
            let name = SystemPath(before).name.map(\.description) ?? before
            do throws(StartupError) {
                let id = try document(named: name).id
                guard version > 0 else {
                    throw StartupError(.badData, "\(text): expected a version from 1 behind the @")
                }
                return try report(on: id, version: version)
            } catch {
                // The name may have an at-sign of its own.
                guard let reference = try? document(named: text) else { throw error }
                return try report(on: reference.id, version: nil)
            }
        }
        let reference: DocumentReference
        do throws(StartupError) {
            reference = try document(named: text)
        } catch {
            guard name != text else { throw error }
            reference = try document(named: name)
        }
        return try report(on: reference.id, version: nil)
    }

    /// The reports that a filter lets through, the newest first.
    package func places(_ filter: ReportFilter, limit: Int = .max) throws(StartupError) -> [ReportPlace] {
        try read("list reports") { db in
            let page = Page(limit: limit)
            let numbers = try ReportSelection(filter, in: db).numbers(page, isRanked: false, in: db)
            let statement = try db.makeStatement(sql: "\(ReportPlace.selection) WHERE r.number = ?")
            return try numbers.compactMap { try Row.fetchOne(statement, arguments: [$0]).flatMap(ReportPlace.init) }
        }
    }

    /// Every report on a document that was not deleted, the first version first.
    package func versions(of document: DocumentID) throws(StartupError) -> [ReportPlace] {
        try read("list reports") { db in
            try Row.fetchAll(
                db,
                sql: "\(ReportPlace.selection) WHERE d.id = ? AND r.deleted_at IS NULL ORDER BY r.version",
                arguments: [document.rawValue]
            )
            .compactMap(ReportPlace.init)
        }
    }

    private func report(inFolder name: String) throws(StartupError) -> ReportPlace? {
        try read("find report") { db in
            try Row.fetchOne(
                db,
                sql: "\(ReportPlace.selection) WHERE r.folder = ? AND r.deleted_at IS NULL ORDER BY r.number DESC",
                arguments: [name]
            )
            .flatMap(ReportPlace.init)
        }
    }

    /// The report that an operator means, where it matters which of several documents of one name it is on.
    ///
    /// - Throws: ``StartupError`` 65 also where the name is that of several documents with a report.
    package func onlyReport(named text: String) throws(StartupError) -> ReportPlace {
        let place = try report(named: text)
        let name = SystemPath(text).name.map(\.description) ?? text
        if name == place.folder || text.hasPrefix(place.document.rawValue) { return place }
        let count = try read("count documents of a name") { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM document d JOIN report r ON r.document = d.number AND r.is_latest = 1
                    WHERE d.shown_path = (SELECT shown_path FROM document WHERE id = ?)
                    """,
                arguments: [place.document.rawValue]
            )
        }
        guard let count, count > 1 else { return place }
        throw StartupError(
            .badData,
            "\(text) is the name of \(count) documents with a report; give an id or a report's folder"
        )
    }

    /// A report on a document: a version of it, or the latest; that on a duplicate is the one on what it duplicates.
    package func report(on id: DocumentID, version: Int?) throws(StartupError) -> ReportPlace {
        let rows = try read("find report") { db in
            try Row.fetchAll(
                db,
                sql: """
                    \(ReportPlace.selection)
                    WHERE d.id = (SELECT coalesce(duplicate_of, id) FROM document WHERE id = ?) ORDER BY r.version DESC
                    """,
                arguments: [id.rawValue]
            )
        }
        let held = rows.filter { $0["deleted_at"] == nil }
        let wanted = rows.filter { row in version.map { $0 == row["version"] } ?? true }
        if let place = wanted.first(where: { $0["deleted_at"] == nil }).flatMap(ReportPlace.init) { return place }
        if let deletedAt = wanted.first?["deleted_at"] as Int64? {
            throw StartupError(
                .badData,
                "the report on \(id)\(version.map { " of version \($0)" } ?? "") was deleted at "
                    + Shown.time(Timestamp(microseconds: deletedAt).description)
            )
        }
        guard let version, !held.isEmpty else { throw StartupError(.badData, "document \(id) has no report") }
        let versions = held.map { "\($0["version"] as Int)" }.reversed().joined(separator: ", ")
        throw StartupError(.badData, "document \(id) has no report of version \(version); expected one of \(versions)")
    }
}
