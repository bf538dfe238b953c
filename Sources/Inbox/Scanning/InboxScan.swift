/// What one scan of the inbox found.
package struct InboxScan: Sendable {
    /// The inbox folder itself: when it differs from the last scan's, the folder was replaced or mounted over.
    package let rootIdentity: FileIdentity
    /// Every entry that is not a folder to descend into, in no particular order.
    package internal(set) var entries: [ScannedEntry] = []
    /// Sub-folders and entries that could not be looked at.
    package internal(set) var failures: [InboxError] = []

    /// The entries that are left alone, with the pattern that says so.
    package var ignored: [ScannedEntry] {
        entries.filter { entry in
            if case .ignored = entry.verdict { true } else { false }
        }
    }
}
