/// A file of a report's folder, not yet written.
package struct ReportFile: Hashable, Sendable {
    /// The file's name, without a folder.
    package let name: String
    /// The file's content.
    package let bytes: [UInt8]

    /// Creates a file.
    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
