import GRDB
import Taskt

/// The counts of one document's run; the timings of its tasks are in their checkpoints.
struct RunMetric: Sendable {
    let outcome: DocumentRecord.State
    let code: String?
    let mediaType: String?
    let bytes: Int64
    let characters: Int
    let techniques: Int
    let fsyncs: Int
    let attempts: Int
    /// From settled in the inbox to the start of the run.
    let waited: Duration
    /// From settled in the inbox to the end.
    let total: Duration
    let endedAt: Timestamp
    /// Whether a part of the text was left out.
    let isPartial: Bool

    func insert(for document: Int64, into db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO run_metric (document, outcome, code, media_type, bytes, characters, techniques,
                    fsyncs, attempts, waited_us, total_us, ended_at, is_partial)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        .execute(arguments: [
            document, outcome.rawValue, code, mediaType, bytes, characters, techniques, fsyncs, attempts,
            waited.wholeMicroseconds, total.wholeMicroseconds, endedAt.microseconds,
            isPartial,
        ])
        try RunEnd.insert(for: document, into: db)
    }
}

extension RunMetric {
    /// The metric of an entry that was refused in the inbox, without a run.
    init(refused code: String, size: Int64, at now: Timestamp) {
        self.init(
            outcome: .rejected,
            code: code,
            mediaType: nil,
            bytes: size,
            characters: 0,
            techniques: 0,
            fsyncs: 0,
            attempts: 0,
            waited: .zero,
            total: .zero,
            endedAt: now,
            isPartial: false
        )
    }
}
