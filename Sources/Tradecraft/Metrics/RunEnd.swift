import GRDB
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The end of a document's run, as it was when it ended.
///
/// A document that is tried again ends again, and each end is a fact of its own.
struct RunEnd: Sendable {
    /// Its place among all ends: no two have the same, and later commits have larger ones.
    let number: Int64
    let document: String
    let outcome: String
    let code: String?
    let mediaType: String?
    let bytes: Int64
    let characters: Int64
    let techniques: Int64
    let fsyncs: Int64
    let attempts: Int64
    let waited: Int64
    let total: Int64
    let endedAt: Timestamp
    let isPartial: Bool
    let domain: String?
    let attackVersion: String?
    let model: String?
    let tasks: [Task]

    /// What a task of the run took since the run was begun, or since an operator had it tried again.
    struct Task: Decodable, Sendable {
        let task: String
        let attempts: Int64
        let failures: Int64
        /// How long the attempt took that succeeded, in microseconds; nil where none did.
        let duration: Int64?
    }

    /// Takes over what `run_metric`, the report and the run say at this moment.
    ///
    /// A condition on `m` or an order can be added.
    static let insertion = """
        INSERT INTO run_end (document, outcome, code, media_type, bytes, characters, techniques, fsyncs, attempts,
                waited_us, total_us, ended_at, is_partial, domain, attack_version, model, tasks)
            SELECT d.id, m.outcome, m.code, m.media_type, m.bytes, m.characters, m.techniques, m.fsyncs, m.attempts,
                m.waited_us, m.total_us, m.ended_at, m.is_partial, p.domain, p.attack_version, p.model,
                (
                    SELECT json_group_array(json_object(
                        'task', h.task, 'attempts', h.begun, 'failures', h.failed,
                        'duration', (SELECT duration_us FROM checkpoint WHERE run = r.number AND task = h.task)
                    ))
                    FROM (
                        SELECT task, sum(kind = 'attempt-started') AS begun, sum(kind = 'attempt-failed') AS failed
                        FROM history
                        WHERE run = r.number AND task IS NOT NULL AND position > coalesce((
                            SELECT max(position) FROM history
                            WHERE run = r.number AND kind = 'run-resumed' AND cause LIKE 'request %'
                        ), -1)
                        GROUP BY task HAVING begun > 0 ORDER BY min(position)
                    ) h
                )
            FROM run_metric m JOIN document d ON d.number = m.document
            LEFT JOIN run r ON r.id = 'r-' || substr(d.id, 3)
            LEFT JOIN report p ON p.document = d.number
        """

    /// Puts down that a document's run has ended; its metric is on record.
    static func insert(for document: Int64, into db: Database) throws {
        try db.cachedStatement(sql: "\(insertion) WHERE m.document = ?").execute(arguments: [document])
    }

    init(_ row: Row) throws {
        number = row["number"]
        document = row["document"]
        outcome = row["outcome"]
        code = row["code"]
        mediaType = row["media_type"]
        bytes = row["bytes"]
        characters = row["characters"]
        techniques = row["techniques"]
        fsyncs = row["fsyncs"]
        attempts = row["attempts"]
        waited = row["waited_us"]
        total = row["total_us"]
        endedAt = Timestamp(microseconds: row["ended_at"])
        isPartial = row["is_partial"]
        domain = row["domain"]
        attackVersion = row["attack_version"]
        model = row["model"]
        tasks = try JSONDecoder().decode([Task].self, from: Data((row["tasks"] as String).utf8))
    }
}
