/// One commit of a database's writer.
public struct CommitReport: Hashable, Sendable {
    /// How many writes it held.
    public let writes: Int
    /// How long it took, the sync included.
    public let duration: Duration
}
