import AttackReports
import Taskt

/// The latest report on a document, as far as it is still there.
struct PreviousReport: Sendable {
    let number: Int64
    let version: Int
    let folder: String
    let createdAt: Timestamp
    /// Which report the next one is: a number that was used is not used again, even where its report was deleted.
    let nextVersion: Int
    /// What it says; nil where neither database nor outbox has it any more.
    var report: AttackReport?
}
