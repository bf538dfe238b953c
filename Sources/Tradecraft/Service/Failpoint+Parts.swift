import Inbox
import Taskt

extension Failpoint {
    /// What the engine tells of its failpoints, whose names begin with `engine.`; nothing in a release build.
    static var ofTheEngine: (@Sendable (EngineFailpoint, RunID) -> Void)? {
        #if DEBUG
        { failpoint, _ in reached("engine.\(failpoint.rawValue)") }
        #else
        nil
        #endif
    }

    /// What the publisher of reports tells of its steps.
    static let ofThePublisher: @Sendable (PublicationStep) throws(InboxError) -> Void = { step in
        switch step {
        case .rename: reportStaged.reached()
        case .synchronizeOutbox: reportRenamed.reached()
        default: break
        }
    }
}
