import GRDB
import Taskt

/// What an operator names a document by.
///
/// The id, the id of its run, the folder of its report, the first letters of an id, or its name; among several
/// documents of one name the newest is meant.
package struct DocumentReference: Hashable, Sendable {
    /// The document.
    package let id: DocumentID
    /// How many older documents have the same name, where it was named so.
    package let namesakes: Int

    /// The fewest letters of an id that stand for it.
    fileprivate static let minimumPrefix = 4
}

extension QueryDatabase {
    /// The document that an operator means.
    ///
    /// - Throws: ``StartupError`` 65 where there is none, or where the first letters fit several.
    package func document(named text: String) throws(StartupError) -> DocumentReference {
        try read("find document") { db in
            if let id = DocumentID(rawValue: text) ?? DocumentID(of: RunID(rawValue: text)),
                try String.fetchOne(db, sql: "SELECT id FROM document WHERE id = ?", arguments: [id.rawValue]) != nil
            {
                return DocumentReference(id: id, namesakes: 0)
            }
            let queries = [
                "SELECT DISTINCT d.id FROM report r JOIN document d ON d.number = r.document WHERE r.folder = ?1 ORDER BY 1",
                "SELECT id FROM document WHERE shown_path = ?1 ORDER BY number DESC",
                """
                SELECT id FROM document WHERE substr(shown_path, -length(?1) - 1) = '/' || ?1 ORDER BY number DESC
                """,
            ]
            for query in queries {
                let found = try String.fetchAll(db, sql: query, arguments: [text])
                    .compactMap(DocumentID.init(rawValue:))
                if let first = found.first { return DocumentReference(id: first, namesakes: found.count - 1) }
            }
            let fitting = try Self.documents(startingWith: text, in: db)
            if fitting.count > 1 {
                throw StartupError(.badData, "\(text) is the beginning of several ids; give more of it")
            }
            if let reevaluation = try Self.documentOfReevaluation(text, in: db) {
                throw StartupError(
                    .badData,
                    "\(text) maps \(reevaluation) anew; `tradecraft reevaluate list` says how it stands, and "
                        + "`reevaluate cancel` stops those that have not begun"
                )
            }
            guard let id = fitting.first else {
                throw StartupError(
                    .badData,
                    "no document \(text); expected an id, a run, a report's folder or a name (see `tradecraft documents list`)"
                )
            }
            return DocumentReference(id: id, namesakes: 0)
        }
    }

    /// The document that a run of a re-evaluation maps anew; nil where the text names no such run.
    private static func documentOfReevaluation(_ text: String, in db: Database) throws -> String? {
        guard let dash = text.ranges(of: "-e").last, Int64(text[dash.upperBound...]) != nil,
            let id = DocumentID(of: RunID(rawValue: String(text[..<dash.lowerBound])))
        else { return nil }
        return try String.fetchOne(db, sql: "SELECT id FROM document WHERE id = ?", arguments: [id.rawValue])
    }

    private static func documents(startingWith text: String, in db: Database) throws -> [DocumentID] {
        let isMarked = text.hasPrefix("d-") || text.hasPrefix("r-")
        let letters = isMarked ? String(text.dropFirst(2)) : text
        guard letters.utf8.count >= DocumentReference.minimumPrefix else { return [] }
        // "~" comes after every letter of an id.
        return
            try String.fetchAll(
                db,
                sql: "SELECT id FROM document WHERE id >= ? AND id < ? ORDER BY id LIMIT 2",
                arguments: ["d-\(letters)", "d-\(letters)~"]
            )
            .compactMap(DocumentID.init(rawValue:))
    }
}
