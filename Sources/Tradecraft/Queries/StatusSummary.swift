/// How an installation is doing, on one screen.
package struct StatusSummary: Encodable, Sendable {
    /// Whether a daemon runs.
    package let daemon: DaemonPresence
    /// What is in the inbox; nil where it cannot be looked at.
    package let inbox: InboxLook?
    /// Documents in work.
    package let inFlight: [RunSummary]
    /// Documents that wait for the machine to be mended, the next one first.
    package let postponed: [DocumentSummary]
    /// How many documents there are by state, in all and since midnight UTC.
    package let counts: Counts
    /// The last rejections, the newest first.
    package let lastRejections: [DocumentSummary]
    /// The release of ATT&CK and the model in force; nil where they cannot be read.
    package let attack: Attack?
    /// The space left for what is written.
    package let space: [Space]
    /// What could not be looked at, in a sentence each.
    package let problems: [String]

    /// What is in the inbox.
    package struct InboxLook: Encodable, Hashable, Sendable {
        /// The inbox.
        package let path: String
        /// What will be taken, or rejected where that is said.
        package let waiting: [Entry]
        /// What is left alone.
        package let ignored: [Entry]
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

    /// The room on a file system.
    package struct Space: Encodable, Hashable, Sendable {
        /// What is kept there.
        package let folder: String
        /// Where.
        package let path: String
        /// How many bytes may still be written.
        package let freeBytes: UInt64
    }
}
