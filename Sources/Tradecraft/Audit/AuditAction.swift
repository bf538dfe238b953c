/// What can be done to a document, a run, a report or the installation.
package enum AuditAction: String, CaseIterable, Sendable {
    /// A document's report was published.
    case reported
    /// A document was put away without one.
    case rejected
    /// A document held others, which are documents now.
    case unpacked
    /// A document had the content of another that was evaluated.
    case duplicate
    /// A report or an original was deleted because of its age, or of the space that all take.
    case deleted
    /// An analyst said what they think of a report's techniques, or took it back.
    case reviewed
    /// A report was sent on.
    case delivered
    /// A report was not sent on, or nobody knows whether it was.
    case undelivered
    /// A rejected document is in work again.
    case reopened
    /// A document was put in work as the fork of another.
    case forked
    /// A file of the spool that the database did not know was taken in.
    case adopted
    /// A user asked for something: to retry, cancel or fork a document, or to prune runs.
    case requested
    /// What a user asked for was carried out, or cannot be.
    case carriedOut = "carried-out"
    /// Extracted texts were deleted because of their age.
    case textsDeleted = "texts-deleted"
    /// The configuration was read again.
    case reloaded
    /// Another release of ATT&CK is in force.
    case released
    /// The daemon began.
    case started
    /// The daemon ended.
    case stopped
    /// A copy of the database was made.
    case backedUp = "backed-up"
    /// The database was put back from a copy.
    case restored

    /// What kind of thing it is done to.
    package var kind: String {
        switch self {
        case .rejected, .unpacked, .duplicate, .reopened, .forked, .adopted: "document"
        case .reported, .deleted, .reviewed, .delivered, .undelivered: "report"
        case .requested, .carriedOut: "run"
        case .textsDeleted: "text"
        case .reloaded: "configuration"
        case .released: "attack"
        case .started, .stopped: "daemon"
        case .backedUp, .restored: "database"
        }
    }
}
