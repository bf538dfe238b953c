/// How an installation is doing, on one screen.
///
/// What it takes to make does not grow with the number of files that wait or of documents on record: what there may be
/// many of is counted, and the first few are listed.
package struct StatusSummary: Encodable, Sendable {
    /// When the look was taken.
    package let at: String
    /// The software's version.
    package let version: String
    /// How it is doing, in a word.
    package let health: Health
    /// Whether a daemon runs.
    package let daemon: DaemonPresence
    /// When the daemon began; nil where none runs.
    package let startedAt: String?
    /// For how long it has been running, in seconds.
    package let uptimeSeconds: Int64?
    /// What is in the inbox; nil where it cannot be looked at.
    package let inbox: InboxLook?
    /// Documents in work, those longest in work first.
    package let inFlight: [InFlight]
    /// How many documents there are between the inbox and their report.
    package let queue: Queue
    /// Documents that wait for the machine to be mended, the next one first; the first few.
    package let postponed: [DocumentSummary]
    /// How many documents there are by state, in all and since midnight UTC.
    package let counts: Counts
    /// How many deliveries of reports wait, failed, and are in doubt.
    package let deliveries: Deliveries
    /// The last rejections, the newest first.
    package let lastRejections: [DocumentSummary]
    /// The release of ATT&CK and the model in force; nil where they cannot be read.
    package let attack: Attack?
    /// The space left for what is written.
    package let space: [FileSystemRoom]
    /// The size of the database; nil where there is none yet.
    package let database: DatabaseSize?
    /// What could not be looked at, in a sentence each.
    package let problems: [String]

    /// How an installation is doing.
    package struct Health: Encodable, Hashable, Sendable {
        /// In a word.
        package let word: Word
        /// Why it is not "ok", in a sentence each.
        package let reasons: [String]

        /// How an installation is doing, in a word.
        package enum Word: String, Encodable, Sendable {
            /// A daemon runs, and nothing is amiss.
            case ok
            /// A daemon runs, and something is amiss.
            case degraded
            /// No daemon runs.
            case stopped
        }
    }

    /// What is in the inbox.
    package struct InboxLook: Encodable, Hashable, Sendable {
        /// The inbox.
        package let path: String
        /// How many entries will be taken, or rejected.
        package let waitingCount: Int
        /// The size of those that will be taken, in bytes.
        package let waitingBytes: Int64
        /// How many of them will be rejected.
        package let refusedCount: Int
        /// How many entries are left alone.
        package let ignoredCount: Int
        /// How many entries were dealt with and had to stay.
        package let leftCount: Int
        /// For how long the oldest has been there, in seconds.
        package let oldestSeconds: Int64?
        /// The first of what will be taken, or rejected where that is said.
        package let waiting: [Entry]
        /// What is left alone; empty unless it was asked for.
        package let ignored: [Entry]
    }

    /// A document in work.
    package struct InFlight: Encodable, Hashable, Sendable {
        /// Its run.
        package let id: String
        /// The document.
        package let document: String?
        /// The document's name.
        package let name: String?
        /// Where the run stands.
        package let status: String
        /// The tasks under way.
        package let currentTasks: [String]
        /// How many tasks have ended.
        package let tasksDone: Int
        /// How many tasks there are.
        package let tasks: Int
        /// When the run was recorded.
        package let createdAt: String
        /// For how long it has been running, in milliseconds.
        package let runningMilliseconds: Double
        /// For how long the task has been running that was begun last, in milliseconds.
        package let taskMilliseconds: Double?
    }

    /// Documents between the inbox and their report.
    package struct Queue: Encodable, Hashable, Sendable {
        /// In the spool, with no run yet.
        package let claimed: Int
        /// With a run that has not ended.
        package let inFlight: Int
        /// Waiting for another try.
        package let postponed: Int
        /// With a report, and to be mapped anew.
        package let reevaluations: Int
    }

    /// Deliveries of reports to the operator's program or address.
    package struct Deliveries: Encodable, Hashable, Sendable {
        /// To be made, or to be tried again.
        package let open: Int
        /// Given up.
        package let failed: Int
        /// Those of which nobody knows whether they arrived.
        package let inDoubt: Int
    }

    /// The size of the database.
    package struct DatabaseSize: Encodable, Hashable, Sendable {
        /// The file's size in bytes.
        package let bytes: Int64
        /// The size of the log beside it, in bytes.
        package let logBytes: Int64
    }

    /// An entry of the inbox.
    package struct Entry: Encodable, Hashable, Sendable {
        /// Where it is, from the inbox down.
        package let name: String
        /// Its size in bytes.
        package let size: Int64
        /// The pattern that says to leave it alone.
        package let pattern: String?
        /// Why it will be rejected.
        package let refusal: String?
    }

    /// Documents by state.
    package struct Counts: Encodable, Hashable, Sendable {
        /// All there are.
        package let total: ByState
        /// Those that were seen or ended since midnight UTC.
        package let today: ByState
    }

    /// How many documents are where.
    package struct ByState: Encodable, Hashable, Sendable {
        /// About to be taken from the inbox, or in work.
        package let inWork: Int
        /// With a report.
        package let reported: Int
        /// Rejected.
        package let rejected: Int
        /// Archives, mailboxes and lists, whose documents are counted by themselves.
        package let unpacked: Int
        /// With the content of another, which was evaluated.
        package let duplicates: Int
    }

    /// What documents are mapped with.
    package struct Attack: Encodable, Hashable, Sendable {
        /// The domain.
        package let domain: String
        /// The version.
        package let version: String
        /// Where it came from.
        package let source: String
        /// When it was fetched.
        package let fetchedAt: String?
        /// The model's hash.
        package let model: String
        /// What the operator should know.
        package let notice: String?
    }
}
