/// Decides when an entry of the inbox has settled: a value without clock, file system or randomness.
///
/// An entry has settled when its inode, size, modification time and change time have been the same for the whole delay,
/// measured on the caller's monotonic clock from the moment it was first seen so. What the file claims about its own
/// times does not matter, only whether it changes.
package struct SettleTracker: Sendable {
    /// How long an entry must stay the same.
    package let delay: Duration
    /// How many entries are watched at a time; the rest wait until there is room.
    package let capacity: Int

    private var watched: [RelativePath: Watched] = [:]
    private var arrivals: UInt64 = 0
    private var round: UInt64 = 0

    /// A tracker that has seen nothing yet.
    package init(delay: Duration, capacity: Int = 200_000) {
        self.delay = delay
        self.capacity = capacity
    }

    /// What one look at the inbox leads to.
    package struct Decision: Sendable {
        /// The entries that have settled, the longest-waiting first; ignored and unfinished entries are never among
        /// them.
        package let settled: [ScannedEntry]
        /// When to look again because something may settle then; `nil` when nothing is waiting.
        package let nextCheck: Duration?
    }

    /// How many entries are watched now.
    package var count: Int { watched.count }

    /// Takes in a whole scan and says what has settled.
    ///
    /// Entries that the scan does not list are forgotten. A settled entry is reported by every look until it is gone
    /// from the inbox, or until the caller leaves it out of `entries` because it has dealt with it.
    /// - Parameters:
    ///   - entries: all that the scan found, or all that is still to be dealt with.
    ///   - now: the time since any fixed moment on a monotonic clock, never earlier than in the call before.
    /// - Returns: what has settled, and when to look again.
    package mutating func observe(_ entries: some Sequence<ScannedEntry>, at now: Duration) -> Decision {
        round += 1
        var settled: [(arrival: UInt64, entry: ScannedEntry)] = []
        var nextCheck: Duration?
        for entry in entries {
            switch entry.verdict {
            case .ignored, .unfinished: continue
            case .candidate, .refused: break
            }
            var state: Watched
            if let known = watched[entry.path] {
                state = known
                if state.identity != entry.identity {
                    state.identity = entry.identity
                    state.since = now
                }
            } else {
                guard watched.count < capacity else { continue }
                arrivals += 1
                state = Watched(identity: entry.identity, since: now, arrival: arrivals, round: round)
            }
            state.round = round
            watched[entry.path] = state
            let due = state.since + delay
            if due <= now {
                settled.append((state.arrival, entry))
            } else {
                nextCheck = min(nextCheck ?? due, due)
            }
        }
        let current = round
        if watched.contains(where: { $0.value.round != current }) {
            watched = watched.filter { $0.value.round == current }
        }
        settled.sort { $0.arrival < $1.arrival }
        return Decision(settled: settled.map(\.entry), nextCheck: nextCheck)
    }

    /// Starts the delay of an entry anew, because it turned out to be still in use.
    ///
    /// - Returns: when it may have settled; `nil` when the entry is not watched.
    @discardableResult
    package mutating func postpone(_ path: RelativePath, at now: Duration) -> Duration? {
        guard watched[path] != nil else { return nil }
        watched[path]?.since = now
        return now + delay
    }

    private struct Watched: Sendable {
        var identity: FileIdentity
        var since: Duration
        let arrival: UInt64
        var round: UInt64
    }
}
