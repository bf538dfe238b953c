import Glibc
import Synchronization

/// Watches a folder and the folders below it through inotify, on a thread of its own that sleeps while nothing happens.
///
/// The hints say when to scan; they never say what is in the folder. Much goes unseen (network file systems, mounts
/// over the folder), so the caller scans periodically as well, and calls `verify()` each time.
package final class FolderWatcher: Sendable {
    /// The hints, for one reader.
    ///
    /// The first comes as soon as the watches are in place.
    package let hints: FolderHints

    private let control: WatchControl
    private let thread: Mutex<pthread_t?>

    /// Starts watching.
    ///
    /// That the folder is not there, or cannot be watched, is told by a hint; the watcher goes on trying at every
    /// `verify()`.
    /// - Parameters:
    ///   - root: the folder.
    ///   - options: how deep to watch and which names to leave out, as for a scan.
    /// - Throws: when not even a thread and the means of waking it can be had.
    package init(root: SystemPath, options: ScanOptions = ScanOptions()) throws(InboxError) {
        let hints = FolderHints()
        let control = try WatchControl(for: root)
        self.hints = hints
        self.control = control
        thread = Mutex(
            try startThread(named: "inbox-watch") {
                var loop = WatchLoop(root: root, options: options, hints: hints, control: control)
                loop.run()
            }
        )
    }

    /// Compares the folder at the path with the one that is watched, and watches anew what is not watched as it
    /// should be.
    ///
    /// Returns at once; what is found is told by hints. Cheap enough for every periodic scan.
    package func verify() {
        control.request(.verify)
    }

    /// Stops watching, ends the hints and waits until the thread is gone; doing so again does nothing.
    package func stop() {
        control.request(.stop)
        let ending = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let ending { pthread_join(ending, nil) }
    }

    deinit {
        stop()
    }
}
