/// What is shown the entries of an inbox, one after the other.
protocol InboxVisitor {
    /// A folder is about to be listed, the inbox itself included.
    mutating func enterFolder()
    /// An entry, with what is to become of it.
    mutating func add(_ entry: ScannedEntry)
    /// An entry or a sub-folder that could not be looked at.
    mutating func add(_ failure: InboxError)
}

extension InboxScan: InboxVisitor {
    mutating func enterFolder() {}
    mutating func add(_ entry: ScannedEntry) { entries.append(entry) }
    mutating func add(_ failure: InboxError) { failures.append(failure) }
}
