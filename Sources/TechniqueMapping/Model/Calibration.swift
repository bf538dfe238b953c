/// What turns margins into the scores that people see: one table for sentences, one for documents.
package struct Calibration: Hashable, Sendable {
    /// For the margin of one sentence.
    package var sentence: CalibrationTable
    /// For the largest margin in a document.
    package var document: CalibrationTable

    /// Makes a pair of tables.
    package init(sentence: CalibrationTable, document: CalibrationTable) {
        self.sentence = sentence
        self.document = document
    }

    /// Knots published for a sentence model of this kind, cross-validated by report on CTID's TRAM annotations.
    ///
    /// They serve techniques for which training has no annotated reports to calibrate on: the ATT&CK texts hold
    /// no sentence of a report in which a technique does *not* occur.
    package static let published = Calibration(
        sentence: CalibrationTable([
            (-1.1, 0.0003), (-1, 0.001), (-0.9, 0.011), (-0.8, 0.047), (-0.7, 0.102), (-0.6, 0.207), (-0.5, 0.318),
            (-0.4, 0.425), (-0.3, 0.509), (-0.2, 0.580), (-0.1, 0.688), (0, 0.726), (0.15, 0.749), (0.3, 0.785),
        ]),
        document: CalibrationTable([
            (-1.1, 0.0005), (-1, 0.006), (-0.9, 0.018), (-0.8, 0.083), (-0.7, 0.196), (-0.6, 0.324), (-0.5, 0.436),
            (-0.4, 0.581), (-0.3, 0.727), (-0.2, 0.730), (-0.1, 0.783), (0, 0.840), (0.15, 0.884), (0.6, 0.932),
        ])
    )

    /// The published tables for techniques without annotated reports, whose margins promise less.
    package static func published(shiftedBy shift: Float) -> Calibration {
        Calibration(sentence: published.sentence.shifted(by: shift), document: published.document.shifted(by: shift))
    }
}
