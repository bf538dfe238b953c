/// A sentence of a report that people annotated with techniques; a line of a labelled JSONL file.
package struct LabelledSentence: Hashable, Codable, Sendable {
    /// The report it is from: cross-validation never splits one.
    package var doc: String
    /// The sentence.
    package var text: String
    /// The ids of its techniques, retired ones allowed; empty when it shows none.
    package var labels: [String]

    /// Makes a row.
    package init(doc: String, text: String, labels: [String]) {
        self.doc = doc
        self.text = text
        self.labels = labels
    }
}
