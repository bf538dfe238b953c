import Inbox

extension Intake {
    /// What the loop remembers between two looks.
    struct State {
        var tracker: SettleTracker
        /// What has settled and waits for room.
        var backlog = Backlog()
        /// Entries that were dealt with and had to stay in the inbox.
        var left: [RelativePath: FileIdentity] = [:]
        /// Claims that failed for a passing reason, to be repeated under the same id.
        var unfinished: [(id: DocumentID, entry: ScannedEntry)] = []
        /// When they are repeated.
        var repeatAt: Duration = .zero
        /// Files that may not be read yet.
        var unreadable: [RelativePath: Unreadable] = [:]
        /// When something may have settled, or be worth another try.
        var nextSettle: Duration?
        /// How long the last scan took, and when it ended.
        var scanned: (took: Duration, at: Duration) = (.zero, .zero)
        /// When the inbox is scanned whatever is heard of it.
        var nextRescan: Duration = .zero
        /// Whether nothing was waiting at the last scan.
        var isQuiet = false
        /// What keeps documents from being claimed, as it was told.
        var isUnavailable = false
        var isBlocked = false
        var isShort = false
        var hasRepeated = false

        init(settle: Duration, unfinished: [(id: DocumentID, entry: ScannedEntry)]) {
            tracker = SettleTracker(delay: settle)
            self.unfinished = unfinished
        }

        /// Looks again at a time, or sooner.
        mutating func lookAgain(at time: Duration?) {
            guard let time else { return }
            nextSettle = min(nextSettle ?? time, time)
        }
    }

    /// A file that could not be opened for want of permission.
    struct Unreadable {
        let identity: FileIdentity
        var tries: Int
        var due: Duration
    }
}
