/// What one scan of the inbox found.
package struct InboxScan: Sendable {
    /// The inbox folder itself: when it differs from the last scan's, the folder was replaced or mounted over.
    package let rootIdentity: FileIdentity
    /// Every entry that is not a folder to descend into, in no particular order.
    package internal(set) var entries: [ScannedEntry] = []
    /// Sub-folders and entries that could not be looked at.
    package internal(set) var failures: [InboxError] = []

    /// The entries that are left alone: for a pattern, or because they are not whole yet.
    package var ignored: [ScannedEntry] {
        entries.filter { entry in
            switch entry.verdict {
            case .ignored, .unfinished: true
            case .candidate, .refused: false
            }
        }
    }
}
