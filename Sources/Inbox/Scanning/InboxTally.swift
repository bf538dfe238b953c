/// How much is in the inbox, without a list of it: what this takes does not grow with the number of files.
package struct InboxTally: InboxVisitor, Sendable {
    /// How many folders there are, the inbox itself included.
    package private(set) var folders = 0
    /// How many entries will become documents, or will be rejected.
    package private(set) var waiting = 0
    /// The size of those that will become documents, in bytes.
    package private(set) var waitingBytes: Int64 = 0
    /// How many entries will be rejected.
    package private(set) var refused = 0
    /// How many entries are left alone.
    package private(set) var ignored = 0
    /// How many entries were dealt with and had to stay.
    package private(set) var left = 0
    /// The first entries that wait, by path.
    package private(set) var first: [ScannedEntry] = []
    /// The entry that will become a document and has been there longest: when it was last changed, renamed or dropped.
    package private(set) var oldest: (changed: FileTime, path: RelativePath)?
    /// Sub-folders and entries that could not be looked at, the first few.
    package private(set) var failures: [InboxError] = []

    /// How many entries are kept by name.
    private let limit: Int
    private let leftPaths: Set<RelativePath>

    init(limit: Int, leaving leftPaths: Set<RelativePath>) {
        self.limit = limit
        self.leftPaths = leftPaths
    }

    mutating func enterFolder() { folders += 1 }

    mutating func add(_ entry: ScannedEntry) {
        if !leftPaths.isEmpty, leftPaths.contains(entry.path) {
            left += 1
            return
        }
        switch entry.verdict {
        case .ignored, .unfinished:
            ignored += 1
            return
        case .refused: refused += 1
        case .candidate:
            waitingBytes += entry.identity.size
            if oldest.map({ entry.identity.changed < $0.changed }) ?? true {
                oldest = (entry.identity.changed, entry.path)
            }
        }
        waiting += 1
        if first.count == limit, let last = first.last, last.path < entry.path { return }
        let place = first.firstIndex { entry.path < $0.path } ?? first.count
        first.insert(entry, at: place)
        if first.count > limit { first.removeLast() }
    }

    mutating func add(_ failure: InboxError) {
        if failures.count < limit { failures.append(failure) }
    }
}

extension InboxScanner {
    /// Counts what is in the inbox and its sub-folders.
    ///
    /// - Parameters:
    ///   - limit: how many entries are kept by name.
    ///   - left: entries that were dealt with and had to stay.
    /// - Returns: the counts.
    /// - Throws: when the inbox itself cannot be listed.
    package func tally(limit: Int = 10, leaving left: Set<RelativePath> = []) throws(InboxError) -> InboxTally {
        var tally = InboxTally(limit: limit, leaving: left)
        try walk(Folder(at: root), at: nil, depth: 0, for: &tally)
        return tally
    }
}
