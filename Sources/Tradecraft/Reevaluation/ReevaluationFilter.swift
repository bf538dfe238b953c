package import AttackKnowledge
import GRDB
package import Taskt

/// Which documents are mapped anew.
package struct ReevaluationFilter: Hashable, Sendable {
    /// A release and a model in force, with which reports are as new as they can be.
    package struct Knowledge: Hashable, Sendable {
        /// The domain of ATT&CK.
        package let domain: String
        /// The version of the release.
        package let version: String
        /// The model.
        package let model: String

        /// What reports are made with now.
        package init(_ reference: KnowledgeReference) {
            domain = reference.release.domain.rawValue
            version = reference.release.version ?? "unknown"
            model = reference.model
        }
    }

    /// These documents alone; all where none is given.
    package var documents: [DocumentID] = []
    /// Those whose report has this technique, or one of its sub-techniques.
    package var technique: TechniqueID?
    /// Those whose report was made at or after this instant.
    package var since: Timestamp?
    /// Those whose report was made before this instant.
    package var until: Timestamp?
    /// Those whose report was made with something else than these; all where none is given.
    package var outdated: [Knowledge] = []
    /// Whether those are left out that were mapped anew for the same cause already, with whatever end.
    package var isOnceForEachCause = false

    /// All documents with a report.
    package init() {}

    /// How many documents with a report there are that it fits, and how many of them can be mapped anew.
    ///
    /// The others have no text any more, or are asked for already.
    package func counts(in database: QueryDatabase) throws(StartupError) -> (fitting: Int, possible: Int) {
        try database.read("count documents") { db in
            let fitting = try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM report r JOIN document d ON d.number = r.document WHERE \(condition)",
                arguments: arguments
            )
            let possible = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM report r JOIN document d ON d.number = r.document
                    WHERE \(condition) AND \(Self.possibility)
                    """,
                arguments: arguments
            )
            return (fitting ?? 0, possible ?? 0)
        }
    }

    /// Asks for the documents that it fits, the newest first, and gives how many those are.
    func insert(cause: String, limit: Int, at now: Timestamp, into db: Database) throws -> Int {
        var arguments = arguments
        arguments += ["now": now.microseconds, "limit": limit, "cause": cause]
        try db.execute(
            sql: """
                INSERT INTO reevaluation (document, cause, asked_at)
                SELECT d.number, :cause, :now FROM report r JOIN document d ON d.number = r.document
                WHERE \(condition) AND \(Self.possibility) AND \(novelty) ORDER BY r.number DESC LIMIT :limit
                """,
            arguments: arguments
        )
        return db.changesCount
    }

    /// Whether there is anything to ask for.
    func isAny(cause: String, in db: Database) throws -> Bool {
        var arguments = arguments
        if isOnceForEachCause { arguments += ["cause": cause] }
        return try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM report r JOIN document d ON d.number = r.document
                    WHERE \(condition) AND \(Self.possibility) AND \(novelty)
                )
                """,
            arguments: arguments
        ) ?? false
    }

    /// Whether a document was not mapped anew for the cause already, where that counts.
    private var novelty: String {
        isOnceForEachCause
            ? "NOT EXISTS (SELECT 1 FROM reevaluation e WHERE e.document = d.number AND e.cause = :cause)" : "1"
    }

    private static let possibility = """
        EXISTS (SELECT 1 FROM document_text t WHERE t.document = d.number)
            AND NOT EXISTS (SELECT 1 FROM reevaluation o WHERE o.document = d.number AND o.ended_at IS NULL)
        """

    private var condition: String {
        var parts = ["r.is_latest = 1 AND r.deleted_at IS NULL"]
        if !documents.isEmpty {
            parts.append("d.id IN (\(documents.indices.map { ":document\($0)" }.joined(separator: ", ")))")
        }
        if technique != nil {
            parts.append(
                """
                EXISTS (SELECT 1 FROM "match" m WHERE m.report = r.number AND (m.technique = :technique
                    OR (m.technique > :technique || '.' AND m.technique < :technique || '/')))
                """
            )
        }
        if since != nil { parts.append("r.created_at >= :since") }
        if until != nil { parts.append("r.created_at < :until") }
        if !outdated.isEmpty {
            let current = outdated.indices.map { "(:domain\($0), :version\($0), :model\($0))" }
            parts.append("(r.domain, r.attack_version, r.model) NOT IN (VALUES \(current.joined(separator: ", ")))")
        }
        return parts.joined(separator: " AND ")
    }

    private var arguments: StatementArguments {
        var values: [String: (any DatabaseValueConvertible)?] = [:]
        for (index, document) in documents.enumerated() { values["document\(index)"] = document.rawValue }
        if let technique { values["technique"] = technique.description }
        if let since { values["since"] = since.microseconds }
        if let until { values["until"] = until.microseconds }
        for (index, knowledge) in outdated.enumerated() {
            values["domain\(index)"] = knowledge.domain
            values["version\(index)"] = knowledge.version
            values["model\(index)"] = knowledge.model
        }
        return StatementArguments(values)
    }
}
