/// What margins promise for techniques that no annotated report covers.
///
/// ATT&CK's texts hold no sentence of a report in which a technique does *not* occur, so training cannot find out what
/// such a margin promises. The published tables of a model with annotated reports are used instead, moved: margins learned
/// from ATT&CK's texts alone promise less.
enum PublishedCuts {
    /// For the margin of a sentence.
    static let sentence = Calibration.published.sentence.shifted(by: 0.25)
    /// The sentence score from which a technique counts as found in a sentence alone.
    static let sentenceThreshold: Float = 0.3
}
