package import Inbox
package import Taskt

/// A document as the database knows it.
package struct DocumentRecord: Sendable {
    /// Where a document stands.
    package enum State: String, Codable, CaseIterable, Sendable {
        /// About to be taken from the inbox.
        case claiming
        /// In the spool, and in work or waiting for it.
        case claimed
        /// Its report is in the outbox.
        case reported
        /// It has no report, for the reason given.
        case rejected
        /// It held documents, which are documents of their own now.
        case unpacked
        /// Its content was dropped before, and has a report or was unpacked.
        case duplicate
    }

    /// The document.
    package let id: DocumentID
    /// Where it was dropped, from the inbox down.
    package let path: RelativePath
    /// What the file was when it was claimed.
    package let identity: FileIdentity
    /// Where it stands.
    package let state: State
    /// When it was found settled.
    package let seenAt: Timestamp
    /// When it was reported or rejected.
    package let endedAt: Timestamp?
    /// Whether the original has been taken out of the spool.
    package let isDisposed: Bool
    /// Where the original is now, where it is kept.
    package let place: String?
    /// Why it was rejected, or is waiting for another try: the code.
    package let reasonCode: String?
    /// The reason in a sentence.
    package let reason: String?
    /// How often its run failed for a passing reason in a row.
    package let deferrals: Int
    /// When its run is tried again.
    package let retryAt: Timestamp?
    /// Why its run, which had ended, is to be resumed; nil where it is not.
    package let resumeCause: String?
    /// Whether an operator asked to stop its analysis.
    package let isStopAsked: Bool
    /// The document whose run its run was forked from.
    package let forkedFrom: DocumentID?
    /// The document that held it.
    package let parent: DocumentID?
    /// The outermost of the documents that hold it.
    package let root: DocumentID?
    /// How many documents hold it, one within the other.
    package let depth: Int
    /// Where on the Web it is, or was fetched from.
    package let address: String?
    /// When its server may be asked again.
    package let notBefore: Timestamp?

    /// The document with the same content.
    package let duplicateOf: DocumentID?

    /// The claimed file in the spool.
    func claimed(in spool: SystemPath) -> ClaimedFile {
        ClaimedFile(
            id: id.fileName,
            path: spool.appending(id.fileName),
            original: path,
            identity: identity,
            transfer: .renamed
        )
    }

    /// The entry as the scan saw it, for a claim that is to be repeated.
    var entry: ScannedEntry { ScannedEntry(path: path, identity: identity, verdict: .candidate) }
}
