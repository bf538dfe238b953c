/// A word of a sentence as the model sees it.
struct Token: Hashable, Sendable {
    /// The hash of its stem.
    var hash: UInt64
    /// Where it stands in the source, in UTF-8 bytes, half open.
    var start: Int32
    /// The offset after it.
    var end: Int32
}
