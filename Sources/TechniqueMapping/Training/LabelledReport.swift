/// A whole report with all techniques that its authors or other people found in it; a line of a JSONL file.
package struct LabelledReport: Hashable, Codable, Sendable {
    /// Its name; the annotated sentences of the same report carry the same.
    package var doc: String
    /// Its text.
    package var text: String
    /// The ids of all its techniques, retired ones allowed: what is not here counts as absent.
    package var labels: [String]

    /// Makes a report.
    package init(doc: String, text: String, labels: [String]) {
        self.doc = doc
        self.text = text
        self.labels = labels
    }
}
