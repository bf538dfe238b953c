/// A moment at which a crash is most telling: what tests are told about, to end the process there.
public enum EngineFailpoint: String, Sendable, CaseIterable {
    /// A new run is about to be recorded.
    case createRunBefore = "create-run.before"
    /// A new run is on disk.
    case createRunAfter = "create-run.after"
    /// A stored run is about to be taken over.
    case claimBefore = "claim.before"
    /// A stored run has been taken over.
    case claimAfter = "claim.after"
    /// The start of an attempt is about to be recorded.
    case stepStartBefore = "step-start.before"
    /// The start of an attempt is on disk, and its body not yet begun.
    case stepStartAfter = "step-start.after"
    /// A body has returned, and its result is not recorded.
    case bodyDone = "body-done"
    /// A result is about to be recorded.
    case stepCommitBefore = "step-commit.before"
    /// A result is on disk.
    case stepCommitAfter = "step-commit.after"
    /// The end of a run is about to be recorded.
    case runDoneBefore = "run-done.before"
    /// The end of a run is on disk.
    case runDoneAfter = "run-done.after"
}
