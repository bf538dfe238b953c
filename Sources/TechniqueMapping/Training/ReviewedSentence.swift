/// A sentence of a report on which analysts gave verdicts.
///
/// It says something of the techniques that it names, and nothing of all others.
package struct ReviewedSentence: Hashable, Sendable {
    /// The sentence.
    package var text: String
    /// The ids of the techniques that it shows, retired ones allowed.
    package var labels: [String]
    /// The ids of the techniques that it was thought to show and does not.
    package var rejected: [String]

    /// Makes a row.
    package init(text: String, labels: [String], rejected: [String]) {
        self.text = text
        self.labels = labels
        self.rejected = rejected
    }
}
