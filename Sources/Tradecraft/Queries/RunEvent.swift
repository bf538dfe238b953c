import GRDB
import Taskt

/// An entry of a run's history.
package struct RunEvent: Encodable, Hashable, Sendable {
    /// Its place in the history, from 0.
    package let position: Int
    /// What happened: `attempt-started`, `task-completed`, ...
    package let kind: String
    /// When.
    package let at: String
    /// The task concerned.
    package let task: String?
    /// The attempt concerned.
    package let attempt: Int?
    /// How long the attempt took, in milliseconds.
    package let milliseconds: Double?
    /// When the next attempt is due.
    package let dueAt: String?
    /// The failure concerned.
    package let failure: RunSummary.Failure?
    /// Why, where somebody gave a reason.
    package let cause: String?

    init(_ row: Row) throws {
        position = row["position"]
        kind = row["kind"]
        at = Timestamp(microseconds: row["at"]).description
        task = row["task"]
        attempt = row["attempt"]
        milliseconds = (row["duration_us"] as Int64?).map { Double($0) / 1_000 }
        dueAt = (row["due_at"] as Int64?).map { Timestamp(microseconds: $0).description }
        failure = try RunSummary.Failure(json: row["failure"])
        cause = row["cause"]
    }

    /// The history of a run from a place on, oldest first.
    static func all(ofRun number: Int64, from position: Int = 0, in db: Database) throws -> [RunEvent] {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM history WHERE run = ? AND position >= ? ORDER BY position"
        )
        return try Row.fetchAll(statement, arguments: [number, position]).map(RunEvent.init)
    }

    /// The entry in a few words.
    package var sentence: String {
        var text = kind == "task-failed" ? "failed for good" : kind.replacing("-", with: " ")
        if let task { text = "\(task): \(text.replacing("task ", with: ""))" }
        if let attempt, attempt > 1 || kind.hasPrefix("attempt") { text += ", attempt \(attempt)" }
        if let milliseconds { text += ", \(Self.shown(milliseconds))" }
        if let dueAt { text += ", due at \(dueAt)" }
        if let cause { text += " (\(cause))" }
        // The attempt that failed last says why, unless the process ended with it.
        guard let failure, kind != "run-failed", kind != "run-ending" else { return text }
        let isKnown = kind == "task-failed" && failure.code != FailureCode.crashed.rawValue
        text += ": \(failure.code)\(isKnown ? "" : ": \(failure.message)")"
        return text
    }

    /// A time in milliseconds for people: `0.8 ms`, `12 ms`, `3.4 s`, `5 min 12 s`.
    package static func shown(_ milliseconds: Double) -> String {
        switch milliseconds {
        case ..<10: return "\((milliseconds * 10).rounded() / 10) ms"
        case ..<1_000: return "\(Int(milliseconds.rounded())) ms"
        case ..<60_000: return "\((milliseconds / 100).rounded() / 10) s"
        default:
            let seconds = Int((milliseconds / 1_000).rounded())
            return "\(seconds / 60) min \(seconds % 60) s"
        }
    }
}
