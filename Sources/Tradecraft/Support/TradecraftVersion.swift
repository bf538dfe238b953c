import DocumentText

/// The version of this software.
package enum TradecraftVersion {
    /// The version, as in the changelog.
    package static let current = SoftwareVersion.current
}
