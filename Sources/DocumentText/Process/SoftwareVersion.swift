/// The version that the programs are built as: daemon and extractor must have the same.
package enum SoftwareVersion {
    /// The version, as in the changelog.
    package static let current = "0.1.0"
}
