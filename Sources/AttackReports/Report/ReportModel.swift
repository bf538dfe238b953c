/// The model that a report was made with.
package struct ReportModel: Codable, Hashable, Sendable {
    /// The model's hash, which names it everywhere.
    package let hash: String

    /// Creates the description of a model.
    package init(hash: String) {
        self.hash = hash
    }
}
