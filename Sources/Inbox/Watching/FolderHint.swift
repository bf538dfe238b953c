/// Why it is time to scan the inbox.
package enum FolderHint: Hashable, Sendable {
    /// Something happened in the inbox or in a folder below it; also the first hint of all.
    case changed
    /// More happened than the kernel kept count of.
    case overflow
    /// The inbox was removed, renamed, replaced, mounted over or unmounted. Watching resumes at the path as soon as a
    /// folder is found there, at the latest when `FolderWatcher.verify()` is called.
    case lostWatch
    /// The kernel cannot watch the inbox or a part of it: only the periodic scan sees what happens there. Given once
    /// until watching works again, so that it makes one warning.
    case unavailable(InboxError)
}
