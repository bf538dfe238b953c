/// A moment of a document's way at which a crash is most telling: a debug build ends there when it is told to.
///
/// `TRADECRAFT_FAILPOINT=claim.renamed:2` in the environment ends the process with SIGKILL the second time it comes
/// there. Release builds have none of this.
package enum Failpoint: String, Sendable, CaseIterable {
    /// That entries are about to be claimed is on record, and nothing has been moved.
    case claimIntended = "claim.intended"
    /// A document has been renamed into the spool, and no folder synchronized.
    case claimRenamed = "claim.renamed"
    /// A document has been copied into the spool, and the inbox still has it.
    case claimCopied = "claim.copied"
    /// What is in the spool is on record as claimed, and nobody works on it yet.
    case claimSettled = "claim.settled"
    /// The document is about to be given to the extractor.
    case extractStarted = "extract.started"
    /// The extractor is done, and nothing is kept.
    case extractDone = "extract.done"
    /// The text is in the database, and the task's result not yet.
    case textKept = "text.kept"
    /// The documents of a container are on record, and their files have no names.
    case membersIntended = "members.intended"
    /// The documents of a container are in the spool, and not on record as being there.
    case membersPlaced = "members.placed"
    /// The documents of a container are ready for work, and that the container held them is not on record.
    case membersSettled = "members.settled"
    /// A report is whole under its hidden name.
    case reportStaged = "report.staged"
    /// A report has its name, and the outbox is not synchronized.
    case reportRenamed = "report.renamed"
    /// The report is on record, and the original still in the spool.
    case reportRecorded = "report.recorded"
    /// The rejection is on record, and the original still in the spool.
    case rejectRecorded = "reject.recorded"
    /// The reason stands in the folder of rejected documents, and the original is still in the spool.
    case rejectReason = "reject.reason"
    /// The original is beside its reason, and the folder not synchronized.
    case rejectMoved = "reject.moved"
    /// The original is where it belongs, and that is not on record.
    case disposedMoved = "disposed.moved"
    /// All of a document's way is on record.
    case disposedRecorded = "disposed.recorded"

    /// Says that the process has come here.
    package func reached() { Self.reached(rawValue) }

    /// Says that the process has come to a place that another module names.
    package static func reached(_ name: @autoclosure () -> String) {
        #if DEBUG
        if let order = FailpointOrder.current { order.reached(name()) }
        #endif
    }
}
