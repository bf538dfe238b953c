/// What came of claiming an entry of the inbox.
package enum ClaimOutcome: Hashable, Sendable {
    /// The document is in the spool; nobody else will find it in the inbox.
    case claimed(ClaimedFile)
    /// It is no longer in the inbox.
    case vanished
    /// It is not what the scan saw: it has to settle again.
    case changed
    /// Somebody has it open for writing: it has to settle again.
    case openForWriting
    /// Its permissions do not let the daemon read it.
    case unreadable
    /// Something that is not a regular file took its place.
    case notRegular(FileKind)
}

/// A document that belongs to the daemon.
///
/// It may be stored: names and paths are written as their escaped text.
package struct ClaimedFile: Hashable, Codable, Sendable {
    /// The id it was claimed under: its name in the spool.
    package let id: FileName
    /// Where its content is.
    package let path: SystemPath
    /// Where it was, from the inbox down.
    package let original: RelativePath
    /// The state of the claimed content.
    package let identity: FileIdentity
    /// How it came into the spool.
    package let transfer: Transfer

    /// A claimed document as its parts say.
    package init(
        id: FileName,
        path: SystemPath,
        original: RelativePath,
        identity: FileIdentity,
        transfer: Transfer
    ) {
        self.id = id
        self.path = path
        self.original = original
        self.identity = identity
        self.transfer = transfer
    }

    /// How a document comes into the spool.
    package enum Transfer: String, Codable, Sendable {
        /// By renaming: the inbox no longer has it.
        case renamed
        /// By copying; the inbox no longer has it.
        case copied
        /// By copying; the inbox still has it because it may not be removed there, or is to be kept. The caller remembers
        /// `identity` of the entry and leaves it out from then on.
        case copiedAndLeft
    }
}
