/// How long what was written is kept.
package struct RetentionSettings: Hashable, Sendable {
    /// What is kept of one folder.
    package struct Limit: Hashable, Sendable {
        /// What is older is deleted; nil keeps it for ever.
        package var age: Duration?
        /// The oldest are deleted while all are larger than this, in bytes; nil sets no limit.
        package var size: Int?

        /// Whether anything is ever deleted.
        package var isSet: Bool { age != nil || size != nil }

        /// A limit; none where nothing is given.
        package init(age: Duration? = nil, size: Int? = nil) {
            self.age = age
            self.size = size
        }
    }

    /// Of reports in the outbox.
    package var outbox = Limit()
    /// Of originals whose report is done.
    package var processed = Limit()
    /// Of rejected documents and their reasons.
    package var rejected = Limit()

    /// Everything is kept.
    package init() {}
}
