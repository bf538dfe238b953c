/// What a scan takes, ignores and refuses.
package struct ScanOptions: Hashable, Sendable {
    /// How many folders may lie between the inbox and a document.
    package var maximumDepth: Int
    /// The largest document, in bytes.
    package var maximumSize: Int64
    /// The names that are left alone.
    package var ignoredNames: IgnorePatterns

    /// The defaults, except for what is given.
    package init(
        maximumDepth: Int = 8,
        maximumSize: Int64 = 256 << 20,
        ignoredNames: IgnorePatterns = .standard
    ) {
        self.maximumDepth = maximumDepth
        self.maximumSize = maximumSize
        self.ignoredNames = ignoredNames
    }
}
