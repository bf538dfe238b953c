/// What a scan takes, ignores and refuses.
package struct ScanOptions: Hashable, Sendable {
    /// How many folders may lie between the inbox and a document.
    package var maximumDepth: Int
    /// The largest document, in bytes.
    package var maximumSize: Int64
    /// The names that are left alone.
    package var ignoredNames: IgnorePatterns
    /// What the name of the file adds to a document's that says that it is whole; nil where documents come without.
    package var doneSuffix: String?

    /// The defaults, except for what is given.
    package init(
        maximumDepth: Int = 8,
        maximumSize: Int64 = 256 << 20,
        ignoredNames: IgnorePatterns = .standard,
        doneSuffix: String? = nil
    ) {
        self.maximumDepth = maximumDepth
        self.maximumSize = maximumSize
        self.ignoredNames = ignoredNames
        self.doneSuffix = doneSuffix
    }
}
